// https://github.com/AmauriC/tarteaucitron.js#create-custom-service: it gates no script tags. Code that must wait is
// the `js` of a service, so the page has one service a purpose, with the inline scripts' code in it and a call of
// its own loader, tarteaucitron.addScript, for each file.

const TYPES = { analytics: 'analytic', marketing: 'ads' }
// `analytics` is the key of a service it ships, which is loaded later and would win.
const keyOf = (purpose) => `shop${purpose}`

export default {
  title: 'tarteaucitron',
  package: 'tarteaucitronjs',
  banner: ['#tarteaucitronAlertBig'],
  accept: ['#tarteaucitronAlertBig .tarteaucitronAllow'],
  inline: (code, purpose) => ({ purpose, line: code }),
  external: (url, purpose) => ({ purpose, line: `tarteaucitron.addScript(${JSON.stringify(url)});` }),
  tags(list, words) {
    const service = (purpose) => {
      const lines = list.filter((tag) => tag.purpose === purpose).map((tag) => tag.line)
      return `tarteaucitron.services.${keyOf(purpose)} = { key: '${keyOf(purpose)}', type: '${TYPES[purpose]}', name: '${words[purpose]}',
needConsent: true, cookies: [], js: function () {
${lines.join('\n')}
} };
(tarteaucitron.job = tarteaucitron.job || []).push('${keyOf(purpose)}');`
    }
    return [...new Set(list.map((tag) => tag.purpose))].map(service).join('\n')
  },
  files: {
    'tarteaucitron/tarteaucitron.min.js': 'tarteaucitronjs/tarteaucitron.min.js',
    'tarteaucitron/tarteaucitron.services.min.js': 'tarteaucitronjs/tarteaucitron.services.min.js',
    'tarteaucitron/css/tarteaucitron.min.css': 'tarteaucitronjs/css/tarteaucitron.min.css',
    'tarteaucitron/lang/tarteaucitron.en.min.js': 'tarteaucitronjs/lang/tarteaucitron.en.min.js',
    'tarteaucitron/advertising.min.js': 'tarteaucitronjs/advertising.min.js',
  },
}
