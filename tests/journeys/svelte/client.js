import { hydrate } from 'svelte'
import Main from './Main.svelte'
import { PAGES } from './site'

hydrate(Main, { target: document.getElementById('main'), props: PAGES[location.pathname] })
