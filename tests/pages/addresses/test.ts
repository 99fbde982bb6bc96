/** Where addresses lead: what the store writes is meant from the page's own address, our files lie beside the script. */
import assert from 'node:assert/strict'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const shop = openShop(import.meta.url)
const { test } = shop

const JSON_TYPE = { 'Content-Type': 'application/json' }
const serve = (path: string, value: unknown) => void shop.server.rule(path, { body: JSON.stringify(value), headers: JSON_TYPE })

const POLICY = {
  store: { name: 'Mop & Bucket', policyUrl: '#privacy', termsUrl: './terms.html', contact: 'tel:+49301234' },
  purposes: [{ id: 'necessary', required: true }, { id: 'analytics', services: ['counter', 'matomo'] }],
  services: [{ id: 'counter', vendor: 'Counter', policyUrl: '/counter.html' }, 'matomo'],
  disclosures: [{ id: 'mail', links: [{ id: 'profile', url: '/account.html' }, { id: 'write', url: 'mailto:shop@mop.example' }] }],
  words: { en: { purposes: { analytics: { name: 'Visits', description: 'Counting.' } } }, fr: 'french.json' },
  cookie: { endpoint: '/consent' },
}

/** Serves a page below /shop/, its policy and words beside it, and another host in `<base>`. */
function write(page: Page, order: (base: string, tag: string) => string): string {
  const other = shop.server.originOf('elsewhere.localhost')
  const tag = `<script src="${page.origin}/portcullis/portcullis.js" data-policy="policy.json" data-lang="fr"></script>`
  shop.write('/shop/index.html', `<!doctype html><html lang="en"><head>${order(`<base href="${other}/far/">`, tag)}<title>A page</title></head><body><h1>Mops</h1></body></html>`)
  serve('/shop/policy.json', POLICY)
  serve('/shop/french.json', { purposes: { analytics: { name: 'Mesure', description: 'On compte.' } } })
  shop.server.rule('/consent', { status: 201 })
  return other
}

const linksIn = (page: Page, surface: string) => page.run((name) => [...document.querySelector(name)!.shadowRoot!.querySelectorAll<HTMLAnchorElement>('a:not([download])')].map((link) => link.href), surface)

for (const [where, order] of [
  ['above', (base: string, tag: string) => base + tag],
  ['below', (base: string, tag: string) => tag + base],
] as const) {
  test(`with <base> ${where} the tag, policy, words, catalogue, endpoint and links are those of the store`, async (page) => {
    const other = write(page, order)
    await page.visit('/shop/')
    await waitFor('French', async () => (await page.label('accept-all')) === 'Tout accepter')
    const own = (path: string) => page.origin + path
    assert.deepEqual(await linksIn(page, 'portcullis-banner'), [own('/shop/#privacy')])
    await page.openPanel()
    await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.querySelectorAll('details').forEach((fold) => (fold.open = true)))
    const links = await linksIn(page, 'portcullis-panel')
    for (const link of [own('/counter.html'), own('/account.html'), 'mailto:shop@mop.example', own('/shop/#privacy'), own('/shop/terms.html'), 'tel:+49301234']) assert.ok(links.includes(link), `${link} in ${links}`)
    assert.match(await page.run(() => document.querySelector('portcullis-panel')!.shadowRoot!.textContent!), /Mesure/)
    await page.settled(async () => (await page.panelButton('accept-all')).click())
    await waitFor('the receipt', () => page.requests('/consent').length > 0)
    for (const path of ['/shop/policy.json', '/shop/french.json', '/portcullis/catalogue.json', '/portcullis/words/fr.json']) assert.equal(page.requests(path).length > 0, true, path)
    const notice = await page.run(async () => ((await window.portcullis.receipt('iso27560')) as { processing: { privacy_notice: string } }).processing.privacy_notice)
    assert.equal(notice, own('/shop/#privacy'))
    assert.deepEqual(shop.server.requests(/./).filter(({ headers }) => other === `http://${headers.host}`).map(({ path }) => path), [], 'nobody else is asked for anything')
    assert.deepEqual(await page.said(), [])
  })
}

test("in a frame's srcdoc, which has no address, they are those of the page around it", async (page) => {
  shop.write('/shop/index.html', `<!doctype html><html lang="en"><head><title>A page</title></head><body><script>
    const frame = document.createElement('iframe')
    frame.srcdoc = '<script src="/portcullis/portcullis.js" data-policy="policy.json"></scr' + 'ipt><p>In a frame'
    document.body.append(frame)
  </script></body></html>`)
  serve('/shop/policy.json', { ...POLICY, services: [], purposes: [{ id: 'analytics' }] })
  await page.go('/shop/')
  const link = await waitFor('the banner', () => page.run(() => document.querySelector('iframe')!.contentDocument!.querySelector('portcullis-banner')?.shadowRoot!.querySelector('a')?.href ?? ''))
  assert.equal(link, `${page.origin}/shop/#privacy`)
})

const BY_LANGUAGE = {
  language: 'en',
  store: { name: 'Mop & Bucket', policyUrl: { en: '/privacy', de_AT: '/at/datenschutz', de: '/datenschutz' }, termsUrl: { en: '/terms', de: '/agb' } },
  purposes: [{ id: 'analytics' }],
}

for (const [lang, policyUrl, termsUrl] of [
  ['de', '/datenschutz', '/agb'],
  ['de-AT', '/datenschutz', '/agb'],
  ['en', '/privacy', '/terms'],
  ['fr', '/privacy', '/terms'],
] as const) {
  test(`a policy with an address for each language leads who reads ${lang} to ${policyUrl}`, async (page) => {
    serve('/policy.json', BY_LANGUAGE)
    shop.write('/index.html', `<!doctype html><html lang="${lang}"><head><script src="/portcullis/portcullis.js" data-policy="/policy.json"></script><title>A page</title></head><body><h1>Mops</h1></body></html>`)
    await page.visit()
    await page.untilAsked()
    assert.deepEqual(await linksIn(page, 'portcullis-banner'), [page.origin + policyUrl])
    await page.openPanel()
    assert.deepEqual(await linksIn(page, 'portcullis-panel'), [page.origin + policyUrl, page.origin + termsUrl])
    await page.settled(async () => (await page.panelButton('accept-all')).click())
    const notice = await page.run(async () => ((await window.portcullis.receipt('kantara')) as { policyUrl: string }).policyUrl)
    assert.equal(notice, page.origin + policyUrl)
    assert.deepEqual((await page.heard()).uncaught, [])
  })
}

for (const [path, urls, isModal] of [
  ['/datenschutz.html', { en: '/privacy.html', de: '/datenschutz.html' }, false],
  ['/privacy.html', { en: '/privacy.html', de: '/datenschutz.html' }, false],
  ['/privacy.html', '/privacy.html?from=banner', false],
  ['/privacy.html', 'https://legal.example/privacy.html', true],
  ['/other.html', { en: '/privacy.html', de: '/datenschutz.html' }, true],
] as const) {
  test(`where the policy is at ${JSON.stringify(urls)}, a modal question ${isModal ? 'locks' : 'does not lock'} ${path}`, async (page) => {
    serve('/policy.json', { ...BY_LANGUAGE, store: { name: 'Mop & Bucket', policyUrl: urls }, style: { modal: true } })
    shop.write(path, `<!doctype html><html lang="en"><head><script src="/portcullis/portcullis.js" data-policy="/policy.json"></script><title>A page</title></head><body><h1>Mops</h1></body></html>`)
    await page.visit(path)
    await page.untilAsked()
    assert.equal(await page.run(() => !!document.querySelector('portcullis-banner')!.shadowRoot!.querySelector('dialog')), isModal)
  })
}
