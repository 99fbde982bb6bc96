/** A focus trap that is no native dialog: a drawer of the page keeps the focus, and the banner works beside it all the same. */
import type { Page } from '../../pages/harness/page'
import { waitFor } from '../../pages/harness/wait'
import { bundleOf } from '../harness/bundle'
import { pages } from '../harness/site'
import { journeys } from '../harness/walks'

const source = `import { createFocusTrap } from 'focus-trap'
  const drawer = document.getElementById('drawer')
  const trap = createFocusTrap(drawer, { clickOutsideDeactivates: false, escapeDeactivates: false, preventScroll: true })
  drawer.querySelector('button').addEventListener('click', () => { trap.deactivate(); drawer.hidden = true })
  window.openDrawer = () => { drawer.hidden = false; trap.activate() }`

const drawer = `<div id="drawer" role="dialog" aria-label="Cart" hidden style="position: fixed; inset: 0 0 auto auto; width: 240px; height: 200px; background: #fff; border: 1px solid">
<p><a href="#">A thing in the cart</a></p><button type="button">Close</button></div>`

const focused = (page: Page) => page.run(() => document.activeElement?.closest('#drawer') !== null)

journeys(import.meta.url, {
  name: 'focus-trap',
  pages: pages({ head: '<script src="/trap.js" defer></script>', end: drawer }),
  files: { '/trap.js': await bundleOf(new URL('.', import.meta.url), source) },
  // The question is answered and the panel used while the trap is on.
  acts: [
    {
      name: 'opens a drawer',
      act: async (page) => {
        // After the panel it may be open still, and the focus on what opened the panel.
        const opened = await page.run(() => {
          if (!document.getElementById('drawer')!.hidden) return false
          ;(window as never as { openDrawer(): void }).openDrawer()
          return true
        })
        if (opened) await waitFor('the focus in the drawer', () => focused(page))
      },
    },
  ],
  leaves: (page) => page.run(() => document.querySelector<HTMLElement>('#drawer button')!.click()),
})
