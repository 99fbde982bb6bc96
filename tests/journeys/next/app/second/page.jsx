import { Main } from '../main'

export default function Second() {
  return <Main title="Second page" on="/" />
}
