// https://github.com/freshjuice-dev/zest#manual-script-tagging: data-consent-category on a script that is otherwise live.

export default {
  title: 'Zest',
  package: '@freshjuice/zest',
  banner: ['zest-banner', '.zest-banner'],
  accept: ['zest-banner', '[data-action="accept-all"]'],
  inline: (code, purpose) => `<script data-consent-category="${purpose}">${code}</script>`,
  external: (url, purpose) => `<script data-consent-category="${purpose}" src="${url}"></script>`,
  files: { 'zest.en.min.js': '@freshjuice/zest/dist/zest.en.min.js' },
}
