// The two pages as Vue components, of which the main part is hydrated.
import { createSSRApp, h, onMounted, ref } from 'vue'
import { OFFER, REPORTS } from '../harness/site'

const pair = (purpose, name) => [
  h('script', { innerHTML: REPORTS.live(name) }),
  h('script', { type: 'text/plain', 'data-consent': purpose, innerHTML: REPORTS.held(purpose, name) }),
]

const held = () => [
  ...pair('analytics', 'inline'),
  h('script', { src: '/live/file.js' }),
  h('script', { type: 'text/plain', 'data-consent': 'remarketing', src: '/held/file.js' }),
  h('p', { 'data-consent-if': 'analytics', class: 'if' }, 'Thank you for letting us count.'),
  h('p', { 'data-consent-unless': 'analytics', class: 'unless' }, 'We do not count you.'),
  h('iframe', { 'data-consent': 'remarketing', 'data-consent-src': '/films/remarketing.html', 'data-consent-placeholder': '', title: 'A film', width: 320, height: 180 }),
  h('img', { 'data-consent': 'remarketing', 'data-consent-src': '/collect/remarketing/pixel', alt: '', width: 1, height: 1 }),
  // Vue takes a template element of its own for a transition's: templates come as HTML.
  h('div', { innerHTML: OFFER }),
]

const Main = {
  props: ['title', 'on'],
  setup({ title, on }) {
    const shown = ref(true)
    const renders = ref(0)
    onMounted(() => Object.assign(window, { hydrated: true, toggleHeld: () => (shown.value = !shown.value), renderAgain: () => (renders.value += 1) }))
    return () => [
      h('h1', title),
      h('p', `Drawn again ${renders.value} times`),
      h('div', { class: 'shelf' }, 'A shelf'),
      h('p', h('a', { class: 'on', href: on }, `To ${on}`)),
      h('div', { class: 'shelf' }, 'Another shelf'),
      shown.value ? h('section', held()) : null,
    ]
  },
}

export const PAGES = { '/': { title: 'First page', on: '/second.html' }, '/second.html': { title: 'Second page', on: '/' } }
export const appOf = (path) => createSSRApp(Main, PAGES[path])
