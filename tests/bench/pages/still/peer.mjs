// A banner that only stands there: the floor of showing ours. Its scripts run at once, so it is no peer and has no ratio.

export default {
  title: 'a banner that does nothing',
  control: true,
  banner: ['portcullis-banner', '.banner'],
  styles: ['theme.css', 'banner.css'],
  inline: (code) => `<script>${code}</script>`,
  external: (url) => `<script src="${url}"></script>`,
}
