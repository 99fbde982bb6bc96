import { appOf } from './site'

appOf(location.pathname).mount('#main')
