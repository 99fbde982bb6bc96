// The two pages as React components. Each scope is hydrated by it: the first page as a whole document, the second in its main part.
import { useEffect, useState } from 'react'
import { REPORTS, STYLE_TEXT } from './texts'

const Script = ({ text, ...rest }) => <script {...rest} dangerouslySetInnerHTML={{ __html: text }} />

const Pair = ({ purpose, name }) => (
  <>
    <Script text={REPORTS.live(name)} />
    <Script type="text/plain" data-consent={purpose} text={REPORTS.held(purpose, name)} />
  </>
)

function Held() {
  return (
    <>
      <Pair purpose="analytics" name="inline" />
      <script src="/live/file.js" />
      <script type="text/plain" data-consent="remarketing" src="/held/file.js" />
      <p data-consent-if="analytics" className="if">Thank you for letting us count.</p>
      <p data-consent-unless="analytics" className="unless">We do not count you.</p>
      <iframe className="film" data-consent="remarketing" data-consent-src="/films/remarketing.html" data-consent-placeholder="" title="A film" width="320" height="180" />
      <img className="pixel" data-consent="remarketing" data-consent-src="/collect/remarketing/pixel" alt="" width="1" height="1" />
      <template className="offers" data-consent="remarketing" dangerouslySetInnerHTML={{ __html: `<p class="offer">An offer for you</p><script>${REPORTS.held('remarketing', 'offer')}</script>` }} />
    </>
  )
}

export function Main({ title, on }) {
  const [held, setHeld] = useState(true)
  const [renders, setRenders] = useState(0)
  useEffect(() => {
    window.hydrated = true
    window.toggleHeld = () => setHeld((is) => !is)
    window.renderAgain = () => setRenders((count) => count + 1)
  }, [])
  return (
    <>
      <h1>{title}</h1>
      <p id="renders">{`Drawn again ${renders} times`}</p>
      <div className="shelf">A shelf</div>
      <p><a className="on" href={on}>{`To ${on}`}</a></p>
      <div className="shelf">Another shelf</div>
      {held && <Held />}
      <span hidden>The end</span>
    </>
  )
}

export function Document(page) {
  return (
    <html lang="en">
      <head>
        <script src="/portcullis/portcullis.js" data-policy="/policy.json" />
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{page.title}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: STYLE_TEXT }} />
        <Pair purpose="analytics" name="head" />
      </head>
      <body>
        <main id="main"><Main {...page} /></main>
        <div className="buy">Put into the cart</div>
      </body>
    </html>
  )
}

export const PAGES = {
  '/': { title: 'First page', on: '/second.html' },
  '/second.html': { title: 'Second page', on: '/' },
}
