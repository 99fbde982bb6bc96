/** What somebody typed wrong is said in one line, with what to do, and stops nothing that works. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { TAG, pageOf, reporter } from '../harness/document'
import type { Page } from '../harness/page'
import { openShop } from '../harness/shop'
import { waitFor } from '../harness/wait'

const GOOD = JSON.stringify({ purposes: [{ id: 'necessary', required: true }, { id: 'analytics' }] })
const ADVICE = '/portcullis/portcullis.advice.js'

const shop = openShop(import.meta.url)
const { test } = shop

const JSON_TYPE = { 'Content-Type': 'application/json' }
const serve = (body: string, headers: Record<string, string> = JSON_TYPE) => void shop.server.rule('/policy.json', { body, headers })

/** The only line that is said, which the page is told as well. */
async function line(page: Page, code: string): Promise<string> {
  const [said] = await waitFor('a line', async () => ((await page.said()).length > 0 ? page.said() : null))
  await page.settle()
  assert.deepEqual(await page.said(), [said])
  const errors = await page.told('error')
  assert.deepEqual(errors.map(({ detail }) => detail.code), [code])
  assert.equal(said, `Portcullis: ${errors[0]!.detail.message}`)
  assert.ok(!said!.includes('\n'), said)
  assert.deepEqual((await page.heard()).uncaught, [])
  return said!
}

const SCRIPT = '<script src="/portcullis/portcullis.js" data-policy="/policy.json"></script>'

for (const [what, html, ...said] of [
  ['defer', pageOf({ tag: `${TAG} defer`, body: reporter('analytics') }), /\bdefer\b.*remove/],
  ['async', pageOf({ tag: `${TAG} async`, body: reporter('analytics') }), /\basync\b.*remove/],
  ['a place at the end of the body', `<!doctype html><html lang="en"><head><title>A page</title></head><body>${reporter('analytics')}${SCRIPT}</body></html>`, /<body>.*<head>/],
  ['a place after another script', `<!doctype html><html lang="en"><head><script src="/other.js"></script>${SCRIPT}${reporter('analytics')}<title>A page</title></head><body></body></html>`, /\/other\.js.*first in <head>/],
  ['data-regoin', pageOf({ tag: `${TAG} data-regoin="DE"`, body: reporter('analytics') }), /data-regoin="DE".*data-region="DE"/],
  ['data-choises', pageOf({ tag: `${TAG} data-choises="gesture"`, body: reporter('analytics') }), /data-choises="gesture".*data-choices="gesture"/],
  ['data-language', pageOf({ tag: `${TAG} data-language="de"`, body: reporter('analytics') }), /data-language="de".*data-lang="de"/],
  ['data-region="Germany"', pageOf({ tag: `${TAG} data-region="Germany"`, body: reporter('analytics') }), /data-region="Germany".*data-region="DE".*ISO 3166/],
  ['data-region="UK"', pageOf({ tag: `${TAG} data-region="UK"`, body: reporter('analytics') }), /data-region="UK".*GB/],
  ['data-audit="true"', pageOf({ tag: `${TAG} data-audit="true"`, body: reporter('analytics') }), /data-audit="true".*write on/],
  ['data-reload="true"', pageOf({ tag: `${TAG} data-reload="true"`, body: reporter('analytics') }), /data-reload="true".*write on/],
  ['data-dnt="1"', pageOf({ tag: `${TAG} data-dnt="1"`, body: reporter('analytics') }), /data-dnt="1".*write on/],
] as const) {
  test(`${what} is said with what to do, and everything else works`, async (page) => {
    serve(GOOD)
    // A framework puts its own scripts above everything, as Next does.
  shop.server.rule('/other.js', { body: '1', headers: { 'Content-Type': 'text/javascript' } })
    shop.write('/index.html', html)
    await page.visit()
    const text = await line(page, 'tag')
    for (const part of said) assert.match(text, part)
    await page.choose('accept-all')
    await waitFor('the tag', () => page.collected().length === 1)
  })
}

test('a tag as it should be needs no advice, whoever else writes on it and puts scripts before it later', async (page) => {
  serve(GOOD)
  const foreign = 'data-cfasync="false" data-turbo-track="reload" data-no-optimize="1" data-astro-rerun id="consent" data-region="us-ca" data-lang="de_DE" data-guard="known stats.example" data-patience="2.5" data-google="ads_data_redaction 800 US"'
  const loader = `<script>
    const script = document.createElement('script')
    script.src = '/other.js'
    script.async = true
    document.head.insertBefore(script, document.querySelector('script[src]'))
  </script>`
  // A framework puts its own scripts above everything, as Next does.
  shop.server.rule('/other.js', { body: '1', headers: { 'Content-Type': 'text/javascript' } })
  shop.write('/index.html', pageOf({ tag: `${TAG} ${foreign}`, before: '<script async src="/other.js?chunk"></script><script type="module" src="data:text/javascript,1"></script><script type="importmap">{}</script>', head: loader }))
  await page.visit()
  await page.untilAsked()
  await page.settle()
  assert.deepEqual(await page.said(), [])
})

test('a page on which nothing is wrong does not load the words for it', async (page) => {
  serve(GOOD)
  shop.write('/index.html', pageOf({ body: reporter('analytics') }))
  await page.visit()
  await page.choose('accept-all')
  await page.settle()
  assert.equal(page.requests(ADVICE).length, 0)
})

const lines = (...all: string[]) => all.join('\n')
for (const [what, text, ...said] of [
  ['a comma is missing', lines('{', '  "purposes": [', '    { "id": "necessary" }', '    { "id": "analytics" }', '  ]', '}'), /line 4, column 5\b/, /\{ "id": "analytics" \}/, /comma is missing/],
  ['there is one comma too many', lines('{', '  "purposes": [', '    { "id": "necessary", },', '  ]', '}'), /line 3, column 24\b/, /comma too many/],
  ['there is a comment', lines('{', '  // What we ask', '  "purposes": []', '}'), /line 2, column 3\b/, /What we ask/, /no comments/],
  ['quotes are single', "{ 'purposes': [] }", /line 1, column 3\b/, /'purposes'/, /double quotes/],
  ['it ends too soon', lines('{', '  "purposes": ['), /line 2, column 16\b/, /ends too soon/],
] as const) {
  for (const inline of [false, true]) {
    test(`where ${what} in a policy ${inline ? 'in the page' : 'in a file'}, line and column are named`, async (page) => {
      serve(text)
      shop.write('/index.html', inline ? pageOf({ tag: 'data-policy="#policy"', before: `<script type="application/json" id="policy">${text}</script>` }) : pageOf({}))
      await page.visit()
      const message = await line(page, 'policy')
      assert.ok(message.includes(inline ? 'data-policy="#policy"' : 'data-policy="/policy.json"'), message)
      for (const part of said) assert.match(message, part)
      assert.doesNotMatch(message, /Check data-policy/)
    })
  }
}

for (const [what, tag, rule, ...said] of [
  ['a page in its place', TAG, { body: '<!doctype html><title>Log in</title>', headers: { 'Content-Type': 'text/html' } }, /web page.*not JSON/],
  ['an empty file', TAG, { body: '' }, /empty/],
  ['404', TAG, { status: 404 }, /404/, /\/policy\.json/, /correct the address/],
  ['500', TAG, { status: 500 }, /500/, /log/],
  ['a broken line', TAG, { drop: true }, /could not be loaded/, /content blocker/],
  ['no data-policy', '', undefined, /no data-policy/, /data-policy="/],
  ['data-polciy', 'data-polciy="/policy.json"', undefined, /data-polciy: write data-policy="\/policy\.json"/],
  ['an id that is not there', 'data-policy="#polcy"', undefined, /<script type="application\/json" id="polcy">/, /above the tag/, /#policy\b/],
] as const) {
  test(`a policy with ${what} is said by its own sentence, and nothing optional runs`, async (page) => {
    if (rule) shop.server.rule('/policy.json', rule as never)
    shop.write('/index.html', pageOf({ tag, body: reporter('analytics') + `<script type="application/json" id="policy">${GOOD}</script>` }))
    await page.visit()
    const message = await line(page, 'policy')
    for (const part of said) assert.match(message, part)
    assert.deepEqual(page.collected(), [])
    assert.equal(await page.asks(), false)
  })
}

test("a policy that the page's content security policy refuses is said with the directive", async (page) => {
  shop.server.rule('/', { headers: { 'Content-Security-Policy': "connect-src 'self'" } })
  shop.write('/index.html', pageOf({ tag: `data-policy="${shop.server.originOf('elsewhere.localhost')}/policy.json"` }))
  await page.visit()
  assert.match(await line(page, 'policy'), /content security policy.*elsewhere.*\/policy\.json.*connect-src/)
})

test('a policy of another origin that does not allow it is said so', async (page) => {
  shop.write('/index.html', pageOf({ tag: `data-policy="${shop.server.originOf('elsewhere.localhost')}/policy.json"` }))
  await page.visit()
  assert.match(await line(page, 'policy'), /Access-Control-Allow-Origin/)
})

for (const file of ['portcullis.catalogue.js', 'catalogue.json']) {
  test(`where ${file} is missing it is named, and what to do`, async (page) => {
    serve(JSON.stringify({ purposes: [{ id: 'analytics', services: ['matomo'] }], services: ['matomo'] }))
    shop.server.rule(`/portcullis/${file}`, { status: 404 })
    shop.write('/index.html', pageOf({}))
    await page.visit()
    assert.match(await line(page, 'policy'), /catalogue.*portcullis\.catalogue\.js and catalogue\.json beside portcullis\.js.*portcullis expand/)
  })
}

test('where the words themselves are missing, the code and the error are said', async (page) => {
  shop.server.rule(ADVICE, { status: 404 })
  shop.server.rule('/policy.json', { status: 404 })
  shop.write('/index.html', pageOf({}))
  await page.visit()
  assert.match(await line(page, 'policy'), /policy.*404.*\/policy\.json/)
})

const text = (page: Page) => page.run(async () => (await fetch('/portcullis/portcullis.js')).text())

test('as a module it says what to do instead, and nothing optional runs', async (page) => {
  serve(GOOD)
  shop.write('/index.html', `<!doctype html><html lang="en"><head><script type="module" src="/portcullis/portcullis.js" data-policy="/policy.json"></script>${reporter('analytics')}<title>A page</title></head><body></body></html>`)
  await page.go()
  assert.match(await line(page, 'tag'), /no module.*<script src>/)
  assert.deepEqual(page.collected(), [])
})

test('imported as a package it says what to do instead', async (page) => {
  const { exports } = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8'))
  const file = exports['.'].default.replace('./dist/', '/portcullis/')
  shop.write('/index.html', `<!doctype html><html lang="en"><head><script type="module">import '${file}'</script><title>A page</title></head><body></body></html>`)
  await page.go()
  await waitFor('the line', async () => (await page.said()).length === 1)
  const heard = await page.heard()
  assert.match(heard.console.join(), /<script src="\/portcullis\/portcullis\.js" data-policy=/)
  assert.deepEqual(heard.uncaught, [])
})

test('evaluated a second time, however, it does nothing and throws nothing', async (page) => {
  serve(GOOD)
  shop.write('/index.html', pageOf({ body: reporter('analytics') }))
  await page.visit()
  const own = await text(page)
  const thrown = await page.run((source) => {
    const before = window.portcullis
    const said: string[] = []
    const attempts = [
      () => (0, eval)(source),
      () => new Function(source)(),
      () => {
        const script = document.createElement('script')
        script.text = source
        document.head.append(script)
        script.remove()
      },
    ]
    for (const attempt of attempts) {
      try {
        attempt()
      } catch (error) {
        said.push(String(error))
      }
    }
    if (window.portcullis !== before) said.push('another one')
    return said
  }, own)
  assert.deepEqual(thrown, [])
  await page.run(
    () =>
      new Promise((done) => {
        const script = document.createElement('script')
        script.src = '/portcullis/portcullis.js'
        script.onload = done
        document.head.append(script)
      }),
  )
  await page.choose('accept-all')
  await waitFor('the tag', () => page.collected().length === 1)
  await page.settle()
  assert.equal(page.collected().length, 1)
  assert.deepEqual([...(await page.heard()).uncaught, ...(await page.said())], [])
  assert.equal(await page.run(() => document.querySelectorAll('portcullis-banner').length), 1)
})

for (const [what, markup] of [
  ['an element of that id', '<div id="portcullis"></div>'],
  ['a form of that name', '<form name="portcullis"></form>'],
  ['a frame of that name', '<iframe name="portcullis" src="about:blank"></iframe>'],
] as const) {
  test(`${what} does not take the name of the global`, async (page) => {
    serve(GOOD)
    shop.write('/index.html', `<!doctype html><html lang="en"><body>${markup}${SCRIPT}${reporter('analytics')}</body></html>`)
    await page.visit()
    await page.choose('accept-all')
    await waitFor('the tag', () => page.collected().length === 1)
    assert.equal(await page.run(() => typeof window.portcullis.version), 'string')
  })
}

test("a global of the page's own does, and that is said", async (page) => {
  serve(GOOD)
  shop.write('/index.html', pageOf({ before: '<script>var portcullis = {}</script>', body: reporter('analytics') }))
  await page.go()
  assert.match(await line(page, 'global'), /window\.portcullis is taken.*data-global/)
  assert.deepEqual(page.collected(), [])
})
