// Counts page views and steps through the shop, tied together by a random number.
import { follow, remember, remembered, report } from './beacon.js'

const { shop, currency } = window.demoAnalytics
const visitor = remembered('_demo_an') || crypto.getRandomValues(new Uint32Array(2)).join('.')

remember('analytics', '_demo_an', visitor, 180)
follow(({ event, ...detail }) => report('analytics', 'analytics', event, { shop, currency, visitor, ...detail }))
