// https://c15t.com/docs/frameworks/react/script-loader: it gates no script tags; scripts are listed in its options.

const CATEGORIES = { analytics: 'measurement', marketing: 'marketing' }
let number = 0

export default {
  title: 'c15t with React',
  package: 'c15t',
  banner: ['[data-testid="consent-banner-root"]'],
  accept: ['[data-testid="consent-banner-accept-button"]'],
  inline: (code, purpose) => ({ id: `tag-${(number += 1)}`, category: CATEGORIES[purpose], textContent: code }),
  external: (url, purpose) => ({ id: `tag-${(number += 1)}`, category: CATEGORIES[purpose], src: url }),
  tags: (list) => JSON.stringify(list).replaceAll('<', '\\u003c'),
  bundle: { 'app.js': 'app.jsx', 'app.css': 'app.css' },
  files: {},
}
