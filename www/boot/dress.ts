/** Puts words, theme and look on what is shown: the banner waits for them, the gate does not. */
import { addresses, at } from './address';
import { Ask } from '../generated/protocol';
import { dress, say } from './banner';
import { runtime, tell } from './gate';
import { soon } from './paint';
import { Part, pageStyle } from './page-styles';
import { fetchPolicy } from './policy';
import { theme } from './theme';
import { AFTER } from './word-files';
import { preferred, words } from './words';

/** What is shown is dressed, or will be; nothing where another platform asks. */
export let worn: Promise<void> | undefined;

/** The banner waits for texts; the gate does not. */
export function wear(): void {
  // A policy with mistakes may be in the way of it.
  worn = putOn().catch(console.error);
}

async function putOn(): Promise<void> {
  const policy = (await fetchPolicy())!;
  const style = policy.style || {};
  const wanted = preferred();
  const sheet = theme(style.theme || '');
  const { texts, lang, dir } = await words(policy, wanted, runtime && [AFTER]);
  const rules = await sheet;
  const colors = tell(Ask.Palette, style.brand || '');
  const color = (at: number) => '#' + colors.slice(at, at + 6);
  const own = colors && `:where(:root){--portcullis-accent:${style.brand};--portcullis-on-accent:${color(2)};--portcullis-edge:light-dark(${color(10)},${color(18)})}`;
  pageStyle(Part.Theme, rules + own);
  await bodied();
  await soon();
  // The page may have changed its language meanwhile.
  if (preferred() + '' !== wanted + '') return putOn();
  const asks = policy.purposes?.some((purpose) => !purpose.required) ? 'yes' : '';
  const urls = addresses(policy.store?.policyUrl, lang, policy.language || 'en');
  // The policy can be read without an answer.
  const isPolicy = urls.some((url) => at(url).split('#')[0]!.split('?')[0] === location.origin + location.pathname);
  await dress(texts.ui, { ...style, modal: isPolicy ? '' : style.modal, policyUrl: urls[0], lang, dir, asks });
}

/** Brings the words for what comes after a first banner. */
export async function complete(): Promise<void> {
  say((await words((await fetchPolicy())!, preferred(), [AFTER])).texts.ui);
  // What tells those who hear of the banner has words of these.
  runtime?.greet();
}

/** The parser may not have come to the body: the banner is there with its first line. */
const bodied = () =>
  document.body ||
  new Promise<void>((done) => {
    const observer = new MutationObserver(() => {
      if (!document.body) return;
      observer.disconnect();
      done();
    });
    observer.observe(document.documentElement, { childList: true });
  });
