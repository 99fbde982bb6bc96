/**
 * Runs page cases one after another, in one browser, as the parent process names them (`tools/test/lanes.mjs`): a browser
 * for each took a tenth of the time of all.
 */
import { closeAll } from './shop'
import { ended } from './tests'

// Each case begins in a turn of its own: what follows the end of a test would count as a part of that test.
process.on('message', async (name: string | null) => {
  if (name === null) {
    await closeAll()
    process.disconnect()
    return
  }
  await import(`../${name}/test.ts`)
  await ended()
  process.send!('next')
})
process.send!('next')
