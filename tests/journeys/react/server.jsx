import { renderToString } from 'react-dom/server'
import { Document, PAGES } from './site'

export const render = (path, client) => `<!doctype html>${renderToString(<Document {...PAGES[path]} client={client} />)}`
