/** The invariants themselves: each is broken by hand in a page where all hold, and each says so. */
import assert from 'node:assert/strict'
import { cannot } from '../../pages/harness/engines'
import { waitFor } from '../../pages/harness/wait'
import { pages } from '../harness/site'
import { through } from '../harness/walks'

const hasShifts = !cannot(['layout-shift'])

/** Runs in a page in which nobody has answered. */
async function breakAll(): Promise<void> {
  const find = (selector: string) => document.querySelector<HTMLElement>(selector)!
  // Held things that run or show by themselves.
  await fetch('/collect/analytics/inline')
  find('.if').style.setProperty('display', 'block', 'important')
  find('.unless').style.display = 'none'
  find('main').insertAdjacentHTML('beforeend', '<p class="offer">An offer</p>')
  const frame = find('.film') as HTMLIFrameElement
  await new Promise((loaded) => {
    frame.onload = loaded
    frame.contentWindow!.location.replace('/films/remarketing.html')
  })
  frame.style.display = 'none'
  console.error('Portcullis: a line')
  // A copy of the banner that no browser tells us of, and a banner without its buttons.
  document.body.append(document.createElementNS('http://www.w3.org/2000/svg', 'portcullis-banner'))
  for (const button of find('portcullis-banner').shadowRoot!.querySelectorAll('[data-action]')) button.remove()
  // Something pushes the page down, something scrolls it, and the focus goes where nobody sees it.
  find('h1').style.paddingTop = '300px'
  const link = find('.on')
  link.focus({ preventScroll: true })
  scrollTo({ top: 100, behavior: 'instant' })
}

const BEFORE = [
  'without a grant: /collect/analytics/inline',
  'the script "inline" has run 1 times, not 0',
  'a frame has no box',
  'a held frame is at "/films/remarketing.html"',
  'a held frame has no live placeholder',
  'the template\'s content is there 1 times',
  'data-consent-if is shown',
  'data-consent-unless is hidden',
  'console: Portcullis: a line',
  'dead portcullis-banner',
  '2 × portcullis-banner',
  'no banner asks',
  'nothing opens the choices',
  ...(hasShifts ? ['layout shift'] : []),
  'scrolled to 100, not 0',
  'the focus is out of sight, on a',
]

const AFTER = [
  'the script "head" has run 0 times, not 1',
  'the script "file" has run 0 times, not 1',
  'the script "offer" has run 0 times, not 1',
  'a granted frame is at "blank"',
  'a granted frame shows a placeholder',
  'the template\'s content is there 0 times',
  'data-consent-if is hidden',
  'data-consent-unless is shown',
  'the banner asks who has answered',
]

function assertTold(faults: string[], wanted: string[]): void {
  const silent = wanted.filter((sentence) => !faults.some((fault) => fault.includes(sentence)))
  assert.deepEqual(silent, [], `the invariants are silent; they said\n${faults.join('\n')}`)
}

through(
  import.meta.url,
  { name: 'invariants', pages: pages(), only: 'window' },
  {
    'sees everything break': async (visitor) => {
      await visitor.arrive()
      await visitor.step('sees everything break', async () => {
        await visitor.page.run(breakAll)
        if (hasShifts) await waitFor('the shift', () => visitor.page.run(() => (window as never as { shifts: string[] }).shifts.length > 0))
      })
      assertTold(visitor.forgive(), BEFORE)
    },
    'finds that nothing came of an answer': async (visitor) => {
      await visitor.arrive()
      await visitor.step('finds that nothing came of an answer', async () => {}, { grants: visitor.purposes })
      assertTold(visitor.forgive(), AFTER)
    },
  },
)
