/** What visitors do, from the first page to the next day. */
import { openShop } from '../../pages/harness/shop'
import { FILES, POLICY, type Site } from './site'
import { withShifts } from './sight'
import { CONTROL } from './journey'
import { type Screen, screens, use } from './screen'
import { Visitor } from './visitor'

/** Accepts at once, changes their mind on a page they came back to, goes on, and comes the next day. */
async function accepts(visitor: Visitor): Promise<void> {
  await visitor.arrive()
  await visitor.scrollTo(420)
  await visitor.acts()
  await visitor.answer('accept-all', visitor.purposes)
  await visitor.acts()
  await visitor.goOn()
  await visitor.goBack()
  await visitor.acts()
  await visitor.openChoices()
  await visitor.withdraw()
  await visitor.acts()
  await visitor.goOn()
  await visitor.goBack()
  await visitor.comeNextDay()
}

/** Looks around first, refuses on a page they came back to, allows one purpose later. */
async function refuses(visitor: Visitor): Promise<void> {
  await visitor.arrive()
  await visitor.goOn()
  await visitor.goBack()
  await visitor.answer('reject-all', [])
  await visitor.acts()
  await visitor.goOn()
  await visitor.openChoices()
  await visitor.allow('analytics', ['analytics'])
  await visitor.goBack()
  await visitor.acts()
  await visitor.goOn()
  await visitor.comeNextDay()
}

type Walks = Record<string, (visitor: Visitor) => Promise<void>>
const WALKS: Walks = { accepts, refuses }

/** Registers the journeys through all `sites`: each walk on each screen. */
export const journeys = (testFile: string, ...sites: Site[]): void => sites.forEach((site) => through(testFile, site, WALKS))

/** Registers `walks` through one site, on each screen. */
export function through(testFile: string, site: Site, walks: Walks): void {
  const shop = openShop(testFile, { ...site.shop, written: (html, url) => withShifts(site.shop?.written?.(html, url) ?? html, site.bare) })
  const serve = () => {
    for (const [path, html] of Object.entries(site.pages)) shop.write(path, html)
    const scripts = { 'Content-Type': 'text/javascript' }
    for (const [path, body] of Object.entries({ ...FILES, ...site.files })) shop.server.rule(path, { body, headers: scripts })
    if (CONTROL) shop.server.rule('/portcullis/portcullis.js', { body: 'window.portcullis = { ready: Promise.resolve() }', headers: scripts })
    shop.server.rule('/policy.json', { body: JSON.stringify(POLICY), headers: { 'Content-Type': 'application/json' } })
    shop.server.rule('/films/*', { body: '<!doctype html><title>A film</title>', headers: { 'Content-Type': 'text/html' } })
  }
  const walk = (name: string, screen: Screen) =>
    shop.test(
      `${site.name}: a visitor who ${name}, at ${screen.width} px`,
      async (page) => {
        serve()
        const visitor = new Visitor(site, page, name, screen)
        try {
          await use(page, screen)
          await walks[name]!(visitor)
          visitor.end()
        } finally {
          await use(page)
        }
      },
    )
  for (const screen of screens(site.only)) for (const name of Object.keys(walks)) walk(name, screen)
}
