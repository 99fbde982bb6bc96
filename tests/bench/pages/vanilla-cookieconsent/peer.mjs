// https://cookieconsent.orestbida.com/essential/getting-started.html
// https://cookieconsent.orestbida.com/advanced/manage-scripts.html: type="text/plain" and data-category.

export default {
  title: 'vanilla-cookieconsent',
  package: 'vanilla-cookieconsent',
  banner: ['#cc-main .cm'],
  accept: ['#cc-main .cm [data-role="all"]'],
  inline: (code, purpose) => `<script type="text/plain" data-category="${purpose}">${code}</script>`,
  external: (url, purpose) => `<script type="text/plain" data-category="${purpose}" src="${url}"></script>`,
  files: {
    'cookieconsent.css': 'vanilla-cookieconsent/dist/cookieconsent.css',
    'cookieconsent.umd.js': 'vanilla-cookieconsent/dist/cookieconsent.umd.js',
    'cookieconsent-config.js': null,
  },
}
