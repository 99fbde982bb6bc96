import { renderToString } from 'vue/server-renderer'
import { appOf } from './site'

export const render = (path) => renderToString(appOf(path))
