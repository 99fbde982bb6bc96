// No banner at all: the floor. Its scripts run at once, so it is no peer and has no ratio.

export default {
  title: 'no banner',
  control: true,
  inline: (code) => `<script>${code}</script>`,
  external: (url) => `<script src="${url}"></script>`,
}
