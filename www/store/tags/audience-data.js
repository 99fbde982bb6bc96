// Guesses from the aisles somebody walks which line of work they are in.
import { follow, remember, remembered, report } from './beacon.js'

const groups = {
  cleaning: 'facilities-teams',
  paper: 'facilities-teams',
  office: 'front-offices',
  breakroom: 'office-kitchens',
}
let group = remembered('_demo_ad') || 'new-visitors'

follow(({ event, category }) => {
  if (event === 'page_view' && category in groups) group = groups[category]
})
remember('audience-data', '_demo_ad', group, 90)
report('audience-data', 'audience-data', 'group', { group })
