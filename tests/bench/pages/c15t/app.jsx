import { ConsentBanner, ConsentDialog, ConsentManagerProvider } from '@c15t/react'
import { createRoot } from 'react-dom/client'

// https://c15t.com/docs/frameworks/react/concepts/client-modes: without a back end of its own, offline mode; a country
// with opt-in. https://c15t.com/docs/frameworks/react/script-loader: scripts by address or by textContent.
const options = {
  mode: 'offline',
  consentCategories: ['necessary', 'measurement', 'marketing'],
  overrides: { country: 'DE' },
  legalLinks: { privacyPolicy: { href: '#privacy', label: '{{policy}}' } },
  scripts: JSON.parse(document.getElementById('consent-tags').textContent),
  i18n: {
    locale: 'en',
    detectBrowserLanguage: false,
    messages: {
      en: {
        common: { acceptAll: '{{accept}}', rejectAll: '{{reject}}', customize: '{{manage}}', save: '{{save}}' },
        cookieBanner: { title: '{{title}}', description: '{{text}}' },
        consentManagerDialog: { title: '{{panel}}', description: '{{intro}}' },
        consentTypes: {
          necessary: { title: '{{necessary}}', description: '{{necessaryText}}' },
          measurement: { title: '{{analytics}}', description: '{{analyticsText}}' },
          marketing: { title: '{{marketing}}', description: '{{marketingText}}' },
        },
      },
    },
  },
}

createRoot(document.getElementById('consent')).render(
  <ConsentManagerProvider options={options}>
    <ConsentBanner />
    <ConsentDialog />
  </ConsentManagerProvider>,
)
