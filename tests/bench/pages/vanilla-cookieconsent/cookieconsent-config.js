import './cookieconsent.umd.js';

CookieConsent.run({
  categories: {
    necessary: { enabled: true, readOnly: true },
    analytics: {},
    marketing: {},
  },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: '{{title}}',
          description: '{{text}}',
          acceptAllBtn: '{{accept}}',
          acceptNecessaryBtn: '{{reject}}',
          showPreferencesBtn: '{{manage}}',
          footer: '<a href="#privacy">{{policy}}</a>',
        },
        preferencesModal: {
          title: '{{panel}}',
          acceptAllBtn: '{{accept}}',
          acceptNecessaryBtn: '{{reject}}',
          savePreferencesBtn: '{{save}}',
          closeIconLabel: '{{close}}',
          sections: [
            { description: '{{intro}}' },
            { title: '{{necessary}}', description: '{{necessaryText}}', linkedCategory: 'necessary' },
            { title: '{{analytics}}', description: '{{analyticsText}}', linkedCategory: 'analytics' },
            { title: '{{marketing}}', description: '{{marketingText}}', linkedCategory: 'marketing' },
          ],
        },
      },
    },
  },
});
