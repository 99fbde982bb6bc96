/** Platforms that have a consent interface of their own, spoken with where the policy names them. */
import type { Choices } from '../../types/portcullis';
import { Ask, Mark } from '../../generated/protocol';
import { settle } from '../record/choices';
import { follow } from './followers';
import { names, policy } from '../gate/names';
import table from './platforms.json';
import { stub } from '../gate/stub';

type Given = Record<string, any>;
type Privacy = { setTrackingConsent(consent: Given, done: (problem?: { error?: string }) => void): void; currentVisitorConsent(): Record<string, string> };

const page = window as never as Given;
const named = (name: string) => !!policy.vendors?.platforms?.includes(name);

/** What Shopify asks about, in its order. */
const SHOPIFY = ['analytics', 'marketing', 'preferences', 'sale_of_data'];
/** Purposes of the TCF. */
const TCF = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(String);

/** What Shopify was told last, so that its echo is not taken for the visitor's word. */
let told: string | undefined;

/** Speakers of the commands called `portcullis <name>`. True: nobody has to come to them again. */
export const platforms: Record<string, (given: any) => boolean> = {
  /** https://shopify.dev/docs/api/customer-privacy */
  shopify(consent: Given) {
    told = SHOPIFY.filter((name) => consent[name]).join(' ');
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

/** Makes the choice that the gate makes of what a platform's visitor said: the names in `said` are granted. */
function adopt(platform: keyof typeof table, said: string[], before = '-'): void {
  const types = Object.entries(table[platform]).map((line) => line.join(' '));
  const marks = stub.tell(Ask.Adopt, [said.join(' '), before, ...types].join('\n'));
  const choices: Choices = Object.fromEntries([...marks].flatMap((mark, at) => (mark === '-' ? [] : [[names[at], mark === '1']])));
  if (marks) settle('save', choices).catch((error) => stub.report('vendor', String(error)));
}

/** What Shopify grants of a visitor's data: names for `adopt`. */
const byShopify = (...given: boolean[]) => adopt('shopify', SHOPIFY.filter((_, at) => given[at]), told);

/** Listens to what visitors say there, once it is known what they said here. */
export function listenToPlatforms(): void {
  const { gpp = [], usp = false } = policy.vendors || {};
  if (gpp.length || usp) {
    stub
      .bring<{ default(...given: unknown[]): void }>('portcullis.gpp.js')
      .then((module) => module.default(stub, gpp, usp, follow))
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
        else if (/^(tcloaded|useractioncomplete)$/.test(data.eventStatus)) adopt('tcf', TCF.filter((purpose) => data.purpose?.consents?.[purpose] === true));
      }),
    );
  }
}
