import { Main } from './main'

export default function First() {
  return <Main title="First page" on="/second" />
}
