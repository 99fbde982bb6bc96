import { renderToString } from 'react-dom/server'
import { Document, PAGES } from './site'

// What starts React is no part of the tree and comes last, as React's own `bootstrapScripts` do.
export const render = (path, script) =>
  `<!doctype html>${renderToString(<Document {...PAGES[path]} />)}`.replace('</body>', script ? `<script src="${script}" async></script></body>` : '</body>')
