import { render as draw } from 'svelte/server'
import Main from './Main.svelte'
import { PAGES } from './site'

export const render = (path) => draw(Main, { props: PAGES[path] })
