/** One choice for all hosts of a store: the cookie stands on the widest domain that the browser takes. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import type { Page } from '../harness/page'
import { encode, recordOf } from '../harness/record'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const html = await readFile(new URL('index.html', import.meta.url), 'utf8')

/** Goes to the store on a host below the visitor's own. */
async function visitOn(page: Page, name: string): Promise<void> {
  await page.front()
  await page.driver.get(`http://${name}.${page.host}/`)
  await page.ready()
}

const domain = async (page: Page) => (await page.driver.manage().getCookie('portcullis')).domain?.replace(/^\./, '')
const bare = (page: Page) => page.host.split(':')[0]!

test('a choice on one host holds on the others, and a later one there holds here', async (page) => {
  await visitOn(page, 'www')
  await page.choose('accept-all')
  assert.equal(await domain(page), bare(page))
  await visitOn(page, 'help')
  assert.equal(await page.asks(), false)
  assert.equal(await page.allows('analytics'), true)
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await visitOn(page, 'www')
  assert.equal(await page.allows('analytics'), false, 'although localStorage here still holds the older choice')
  assert.equal(await page.run(() => document.cookie.split('portcullis').length), 2, 'one cookie, and no trial left')
})

test('a domain that the browser refuses, as it does public suffixes, is passed over', async (page) => {
  const refuse = `<script>{
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    Object.defineProperty(Document.prototype, 'cookie', {
      get: () => own.get.call(document),
      set: (text) => new RegExp('Domain=' + location.hostname.replace('a.www.', '') + '(;|$)').test(text) || own.set.call(document, text),
    })
  }</script>`
  shop.write('/index.html', html.replace('<!-- before -->', refuse))
  await visitOn(page, 'a.www')
  const { detail } = await page.choose('accept-all')
  assert.equal(detail.saved, 'cookie+local')
  assert.equal(await domain(page), `www.${bare(page)}`)
})

test('where every domain is refused the cookie is for this host', async (page) => {
  const refuse = `<script>{
    const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
    Object.defineProperty(Document.prototype, 'cookie', { get: () => own.get.call(document), set: (text) => /Domain=/.test(text) || own.set.call(document, text) })
  }</script>`
  shop.write('/index.html', html.replace('<!-- before -->', refuse))
  await visitOn(page, 'www')
  const { detail } = await page.choose('accept-all')
  assert.equal(detail.saved, 'cookie+local')
  assert.equal(await domain(page), `www.${bare(page)}`)
})

test('a domain that is not the store\'s own does not cost the choice', async (page) => {
  const policy = JSON.parse(await readFile(new URL('policy.json', import.meta.url), 'utf8'))
  shop.server.rule('/policy.json', { body: JSON.stringify({ ...policy, cookie: { domain: 'elsewhere.example' } }) })
  await page.visit()
  const { detail } = await page.choose('accept-all')
  assert.equal(detail.saved, 'cookie+local')
})

test('an older copy on this host alone does not stay beside the shared one', async (page) => {
  await visitOn(page, 'www')
  await page.choose('accept-all')
  const old = encode({ ...(await recordOf(page)), sequence: 1, id: '01'.repeat(12) })
  await page.run((text) => (document.cookie = `portcullis=${text}; Path=/`), old)
  await page.settled(() => page.run(() => window.portcullis.rejectAll()))
  await waitFor('one cookie', () => page.run(() => document.cookie.split('portcullis=').length === 2))
  const text = (await page.stored()).cookie
  assert.equal(text, (await page.stored()).local)
})
