/** Platforms that have a consent interface of their own, spoken with where the policy names them. */
import type { Choices } from '../types/portcullis';
import { Mark } from '../stub/ask';
import { settle } from './choices';
import { granted, policy } from './names';
import { stub } from './stub';

type Given = Record<string, any>;
type Privacy = { setTrackingConsent(consent: Given, done: (problem?: { error?: string }) => void): void; currentVisitorConsent(): Record<string, string> };

const page = window as never as Given;
const named = (name: string) => !!policy.vendors?.platforms?.includes(name);

/** What Shopify was told last, so that its echo is not taken for the visitor's word. */
let told = '';

/** Speakers of the commands called `portcullis <name>`. True: nobody has to come to them again. */
export const platforms: Record<string, (given: any) => boolean> = {
  /** https://shopify.dev/docs/api/customer-privacy */
  shopify(consent: Given) {
    told = JSON.stringify(Object.values(consent));
    withShopify((privacy) => privacy.setTrackingConsent(consent, (problem) => problem?.error && complain(problem.error)));
    return true;
  },
  /** https://wordpress.org/plugins/wp-consent-api/: without a type it grants everything, so the type comes first. */
  wordpress(type: string) {
    if (page.wp_consent_type !== type) {
      page.wp_consent_type = type;
      document.dispatchEvent(new CustomEvent('wp_consent_type_defined'));
    }
    return true;
  },
};

const complain = (problem: unknown) => stub.report('vendor', `Shopify did not take the choice: ${problem}`);

/** Does `act` once Shopify's interface is there. */
function withShopify(act: (privacy: Privacy) => void): void {
  const { Shopify } = page;
  if (!Shopify) return;
  if (Shopify.customerPrivacy) return act(Shopify.customerPrivacy);
  Shopify.loadFeatures([{ name: 'consent-tracking-api', version: '0.1' }], (problem?: unknown) => {
    if (problem) complain(problem);
    else stub.guard(() => act(page.Shopify.customerPrivacy));
  });
}

/** Takes what a platform's visitor said of consent types; a purpose is granted if all of its types are. */
function adopt(types: Record<string, boolean>): void {
  const choices: Choices = {};
  for (const { id, required, signals = [] } of policy.purposes!) {
    const said = signals.filter((type) => type in types);
    if (!required && said.length) choices[id] = said.every((type) => types[type]);
  }
  const now = granted();
  const differs = Object.entries(choices).some(([id, yes]) => now[id] !== yes);
  if (differs || !stub.holds(Mark.Decided)) settle('save', choices).catch((error) => stub.report('vendor', String(error)));
}

const byShopify = (analytics: boolean, marketing: boolean, preferences: boolean, sale: boolean) => {
  // Its own echo, and what is known already.
  if (told === JSON.stringify([analytics, marketing, preferences, sale])) return;
  adopt({
    analytics_storage: analytics,
    ad_storage: marketing,
    ad_user_data: marketing && sale,
    ad_personalization: marketing && sale,
    functionality_storage: preferences,
    personalization_storage: preferences,
  });
};

/** Purposes of the TCF, as Google's tags read them: ad storage 1; ad data 1 and 7; personalised ads 3 and 4. */
function byTcf({ purpose }: Given): void {
  const all = (...purposes: number[]) => purposes.every((number) => purpose?.consents?.[number] === true);
  adopt({
    ad_storage: all(1),
    ad_user_data: all(1, 7),
    ad_personalization: all(3, 4),
    analytics_storage: all(1, 8),
    functionality_storage: all(1),
    personalization_storage: all(5, 6),
  });
}

/** Listens to what visitors say there, once it is known what they said here. */
export function listenToPlatforms(): void {
  const { gpp = [], usp = false } = policy.vendors || {};
  if (gpp.length || usp) {
    import(/* @vite-ignore */ stub.base + 'portcullis.gpp.js')
      .then((module) => module.default(stub, gpp, usp))
      .catch((error) => stub.report('vendor', `portcullis.gpp.js cannot be had: ${error}`));
  }
  if (named('shopify')) {
    document.addEventListener('visitorConsentCollected', ({ detail }: Event & { detail?: Given }) => {
      if (detail) byShopify(!!detail.analyticsAllowed, !!detail.marketingAllowed, !!detail.preferencesAllowed, !!detail.saleOfDataAllowed);
    });
    if (!stub.holds(Mark.Decided)) {
      withShopify((privacy) => {
        const { analytics, marketing, preferences, sale_of_data } = privacy.currentVisitorConsent();
        // Empty: nobody was asked there either.
        if (analytics && marketing) byShopify(analytics === 'yes', marketing === 'yes', preferences === 'yes', sale_of_data === 'yes');
      });
    }
  }
  if (named('tcf') && typeof page.__tcfapi === 'function') {
    stub.guard(() =>
      page.__tcfapi('addEventListener', 2, (data: Given, success: boolean) => {
        if (!success) return;
        // Nothing for that platform to ask: then it is for us.
        if (data.gdprApplies === false) stub.wear();
        else if (data.eventStatus === 'tcloaded' || data.eventStatus === 'useractioncomplete') byTcf(data);
      }),
    );
  }
}
