// https://github.com/klaro-org/klaro-js#managing-third-party-appstrackers: text/plain, data-type, data-name, data-src.

export default {
  title: 'Klaro',
  package: 'klaro',
  banner: ['.klaro .cookie-notice'],
  accept: ['.klaro .cookie-notice .cm-btn-success'],
  inline: (code, purpose) =>
    `<script type="text/plain" data-type="application/javascript" data-name="${purpose}">${code}</script>`,
  external: (url, purpose) =>
    `<script type="text/plain" data-type="application/javascript" data-name="${purpose}" data-src="${url}"></script>`,
  files: { 'klaro.js': 'klaro/dist/klaro.js', 'config.js': null },
}
