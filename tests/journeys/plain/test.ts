/** A site without any library: what holds here is to hold everywhere. */
import { pages } from '../harness/site'
import { journeys } from '../harness/walks'

journeys(import.meta.url, { name: 'plain', pages: pages() })
