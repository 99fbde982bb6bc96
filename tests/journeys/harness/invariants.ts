/** What must hold after every step of every journey, whatever the page and whoever touches it. */
import type { LoggedRequest } from '../../../tools/server/index.mjs'
import type { Sight } from './sight'

export interface Moment {
  sight: Sight
  /** Requests of this step. */
  asked: readonly LoggedRequest[]
  granted: ReadonlySet<string>
  decided: boolean
  /** Runs of each held script, as they are and as they must be. */
  runs: Record<string, number>
  expected: Record<string, number>
  /** Where the page must be scrolled to; nothing where the library decides. */
  scroll: number | undefined
  /** Lines of the console, and layout shifts, that are the library's own. */
  own: RegExp | undefined
  /** The purpose that a request to this path needs. */
  needs: (path: string) => string | undefined
}

const OPTIONAL = /^\/(?:collect|films|held)\/(?!live|mark-)(\w[\w-]*)/
/** How far a page may be from where it was: scrolling is in fractions. */
const NEAR = 2

/** The purpose that a request needs, or undefined where it needs none. */
export const needs = (path: string): string | undefined => (path === '/held/file.js' ? 'remarketing' : OPTIONAL.exec(path)?.[1]?.replace(/\.html$/, ''))

/** Everything that does not hold, as sentences. */
export function broken(moment: Moment): string[] {
  return [...early(moment), ...counted(moment), ...shown(moment), ...quiet(moment), ...layers(moment), ...still(moment)]
}

/** What has to hold of a page without Portcullis, too. */
export const own = (moment: Moment): string[] => [...quiet(moment), ...still(moment)]

function early({ asked, granted, needs }: Moment): string[] {
  return asked.filter(({ path }) => needs(path) !== undefined && !granted.has(needs(path)!)).map(({ path }) => `without a grant: ${path}`)
}

function counted({ runs, expected }: Moment): string[] {
  return Object.keys(expected)
    .filter((name) => runs[name] !== expected[name])
    .map((name) => `the script "${name}" has run ${runs[name]} times, not ${expected[name]}`)
}

/** What is granted is there and works, what is not is not. */
function shown({ sight: { films, offers, parts }, granted, needs }: Moment): string[] {
  const found: string[] = []
  for (const { seen, at, wanted, placeholder } of films) {
    const holds = granted.has(needs(wanted)!)
    if (!seen) found.push('a frame has no box')
    if (holds && at !== wanted) found.push(`a granted frame is at "${at}"`)
    if (holds && placeholder) found.push('a granted frame shows a placeholder')
    if (!holds && at !== 'blank') found.push(`a held frame is at "${at}"`)
    if (!holds && !placeholder) found.push('a held frame has no live placeholder')
  }
  const { expected, seen } = offers
  if (seen !== (granted.has('remarketing') ? expected : 0)) found.push(`the template's content is there ${seen} times`)
  const counts = granted.has('analytics')
  if (parts.if.some((seen) => seen !== counts)) found.push(`data-consent-if is ${counts ? 'hidden' : 'shown'}`)
  if (parts.unless.some((seen) => seen === counts)) found.push(`data-consent-unless is ${counts ? 'shown' : 'hidden'}`)
  return found
}

function quiet({ sight, own }: Moment): string[] {
  return sight.console.filter((line) => !own?.test(line)).map((line) => `console: ${line.slice(0, 120)}`)
}

function layers({ sight: { dead, asks, reopens }, decided }: Moment): string[] {
  const found = [...dead]
  if (asks === decided) found.push(decided ? 'the banner asks who has answered' : 'no banner asks')
  if (!reopens) found.push('nothing opens the choices')
  return found
}

function still({ sight: { scroll: at, moved, focus, shifts }, scroll, own }: Moment): string[] {
  const found = shifts.filter((shift) => !own?.test(shift)).map((shift) => `layout shift ${shift}`)
  // What was in the middle of the window may be there although what is above it has grown.
  const stays = moved !== null && Math.abs(moved) <= NEAR
  if (scroll !== undefined && !stays && Math.abs(at - scroll) > NEAR) found.push(`scrolled to ${at}, not ${scroll}`)
  if (!focus.seen) found.push(`the focus is out of sight, on ${focus.name}`)
  return found
}
