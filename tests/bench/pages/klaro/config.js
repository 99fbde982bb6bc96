var klaroConfig = {
  version: 1,
  acceptAll: true,
  showNoticeTitle: true,
  translations: {
    zz: { privacyPolicyUrl: '#privacy' },
    en: {
      ok: '{{accept}}',
      acceptAll: '{{accept}}',
      decline: '{{reject}}',
      acceptSelected: '{{save}}',
      close: '{{close}}',
      consentNotice: { title: '{{title}}', description: '{{text}}', learnMore: '{{manage}}' },
      consentModal: { title: '{{panel}}', description: '{{intro}}' },
      purposes: { necessary: '{{necessary}}', analytics: '{{analytics}}', marketing: '{{marketing}}' },
      necessary: { title: '{{necessary}}', description: '{{necessaryText}}' },
      analytics: { title: '{{analytics}}', description: '{{analyticsText}}' },
      marketing: { title: '{{marketing}}', description: '{{marketingText}}' },
    },
  },
  services: [
    { name: 'necessary', purposes: ['necessary'], required: true },
    { name: 'analytics', purposes: ['analytics'] },
    { name: 'marketing', purposes: ['marketing'] },
  ],
};
