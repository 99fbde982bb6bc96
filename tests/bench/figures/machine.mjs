// What the figures were taken on.

import { readFileSync } from 'node:fs'
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'
import { execFileSync } from 'node:child_process'
import { ROOT } from '../../../tools/build/settings.mjs'

export function machine(chromium) {
  return {
    date: new Date().toISOString(),
    processors: cpus().length,
    model: cpus()[0]?.model.trim() ?? '',
    memory: `${Math.round(totalmem() / 2 ** 30)} GB`,
    system: `${distribution()} ${platform()} ${release()} ${arch()}`.trim(),
    node: process.version,
    chromium,
    commit: commit(),
    // One, five and fifteen minutes. Over half a processor, times are not to be trusted.
    load: loadavg().map((value) => Number(value.toFixed(2))),
  }
}

function distribution() {
  try {
    return /^PRETTY_NAME="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? ''
  } catch {
    return ''
  }
}

function commit() {
  try {
    const changed = execFileSync('git', ['status', '--porcelain', '--untracked-files=no'], { cwd: ROOT, encoding: 'utf8' })
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim() + (changed ? ' and changes' : '')
  } catch {
    return ''
  }
}

export const said = (facts) =>
  `${facts.processors} × ${facts.model}, ${facts.memory}, ${facts.system}; ${facts.chromium}; Node.js ${facts.node}; load at the start ${facts.load.join(', ')}; ${facts.date}, commit ${facts.commit}`
