import { REPORTS, STYLE_TEXT } from '../../harness/texts'

// What is in the layout stays in the document while the router changes pages.
const Script = ({ text, ...rest }) => <script {...rest} dangerouslySetInnerHTML={{ __html: text }} />

const Pair = ({ name }) => (
  <>
    <Script text={REPORTS.live(name)} />
    <Script type="text/plain" data-consent="analytics" text={REPORTS.held('analytics', name)} />
  </>
)

export default function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <script src="/portcullis/portcullis.js" data-policy="/policy.json" />
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: STYLE_TEXT }} />
        <Pair name="head" />
      </head>
      <body>
        <main id="main">{children}</main>
        <Pair name="inline" />
        <div className="buy">Put into the cart</div>
      </body>
    </html>
  )
}
