// Ours: README.md and docs/contract.md.

export default {
  title: 'Portcullis',
  ours: true,
  banner: ['portcullis-banner', '[part~="banner"]'],
  accept: ['portcullis-banner', '[data-action="accept-all"]'],
  inline: (code, purpose) => `<script type="text/plain" data-consent="${purpose}">${code}</script>`,
  external: (url, purpose) => `<script type="text/plain" data-consent="${purpose}" src="${url}"></script>`,
}
