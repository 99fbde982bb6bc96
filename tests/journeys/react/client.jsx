import { hydrateRoot } from 'react-dom/client'
import { Document, Main, PAGES } from './site'

const page = PAGES[location.pathname]
// As the server rendered it: with the bundle's own tag, or without where it comes late.
const client = document.querySelector('body > script[src="/framework.js"]') ? '/framework.js' : undefined
if (location.pathname === '/') hydrateRoot(document, <Document {...page} client={client} />)
else hydrateRoot(document.getElementById('main'), <Main {...page} />)
