import { announce } from '../events.js'

announce('page_view', { page: 'privacy' })
// Until the consent module has defined its element, the short text inside it is what a visitor reads.
customElements.whenDefined('portcullis-policy').then(() => {
  document.getElementById('policy-fallback')?.remove()
})
