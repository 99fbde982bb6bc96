import { hydrateRoot } from 'react-dom/client'
import { Document, Main, PAGES } from './site'

const page = PAGES[location.pathname]
if (location.pathname === '/') hydrateRoot(document, <Document {...page} />)
else hydrateRoot(document.getElementById('main'), <Main {...page} />)
