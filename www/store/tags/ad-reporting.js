// Ties an order to the ad or mailing that led to the visit.
import { follow, remember, remembered, report } from './beacon.js'

const query = new URLSearchParams(location.search)
const source = query.get('utm_source') ?? (remembered('_demo_ar') || 'direct')

remember('ad-reporting', '_demo_ar', source, 30)
report('ad-reporting', 'ad-reporting', 'visit', { source })
follow(({ event, order, value }) => {
  if (event === 'purchase') report('ad-reporting', 'ad-reporting', event, { source, order, value })
})
