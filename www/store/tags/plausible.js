// Plausible counts without cookies. It skips automated browsers unless told that this is a trial.
import { init, track } from '/vendor/plausible.js'
import { follow } from './beacon.js'

const allowed = () => window.portcullis.allows('analytics')

window.__plausible = true
init({
  domain: 'bettymills.example',
  // Its last report, sent when the page is left, passes no filter: so the address itself is asked for each time,
  // and after a withdrawal it leads nowhere.
  endpoint: { toString: () => (allowed() ? '/collect/plausible' : 'data:,') },
  captureOnLocalhost: true,
  logging: false,
  transformRequest: (payload) => (allowed() ? payload : null),
})
follow(({ event, value }) => {
  if (event === 'purchase') track('Purchase', { revenue: { amount: value, currency: 'USD' } })
})
