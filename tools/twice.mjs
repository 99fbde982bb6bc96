// npm run build:twice: builds all of dist/ in two other folders and says which files differ. Exit status 1 where any does.

import { execFileSync } from 'node:child_process'
import { compared, withCopies } from './test/copies.mjs'

try {
  const { count, differing } = await withCopies((folders) => {
    for (const folder of folders) {
      console.log(`Building in ${folder}`)
      execFileSync(process.execPath, ['tools/build.mjs'], { cwd: folder, stdio: 'inherit' })
    }
    return compared(folders)
  })
  console.log(differing.length > 0 ? `Of ${count} files ${differing.length} differ: ${differing.join(', ')}` : `${count} files, byte for byte the same`)
  process.exitCode = differing.length > 0 ? 1 : 0
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
