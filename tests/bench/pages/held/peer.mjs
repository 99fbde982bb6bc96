// An empty script in our place, and nothing shown: the floor of a first visit's long tasks. It asks nobody, so it is no peer.

export default {
  title: 'an empty script in its place, scripts held, no banner',
  control: true,
  files: { 'empty.js': null },
  inline: (code) => `<script type="text/plain">${code}</script>`,
  external: (url) => `<script type="text/plain" src="${url}"></script>`,
}
