// Runs the command line as a developer does.

import { execFile } from 'node:child_process'
import { inRoot } from '../../tools/build/settings.mjs'

export function portcullis(...words) {
  return new Promise((settle) => {
    const child = execFile(process.execPath, [inRoot('tools/cli/portcullis.mjs'), ...words], (error, stdout, stderr) => {
      settle({ status: error ? error.code : 0, stdout, stderr })
    })
    child.stdin.end()
  })
}
