// Remembers the last products looked at, so that ads on other sites could show them.
import { follow, remember, remembered, report } from './beacon.js'

function remind(item) {
  if (!window.portcullis.allows('remarketing')) return
  const before = remembered('_demo_rm')
    .split('.')
    .filter((id) => id && id !== item)
  const seen = [item, ...before].slice(0, 6)
  remember('remarketing', '_demo_rm', seen.join('.'), 90)
  count()
  document.dispatchEvent(new CustomEvent('store:seen'))
  report('remarketing', 'remarketing', 'seen', { seen })
}

// Such tags keep things beside their cookies too; withdrawing has to clear both.
function count() {
  try {
    localStorage.setItem('demo-rm-seen', String(Number(localStorage.getItem('demo-rm-seen')) + 1))
  } catch {
    // Storage refused: the cookie alone then.
  }
}

report('remarketing', 'remarketing', 'visit')
follow(({ event, item }) => {
  if (event === 'view_item') remind(item)
})
