/** Notices that something around the tag may not be as it should be: `www/advice/portcullis.advice.ts` looks closely and has the words. */
import { stub } from './gate/stub';

/** Attributes that may be meant for us: others have theirs there, too. */
const OURS = /^(async|defer|data-(po|re|la|gu|gl|go|ev|au|dn|pa|ch|.*(cy|on|ng|rd|it|ad)$))/;
/** What stands in them, as it should be. */
const FINE = /^data-((policy|lang|guard|global|google|events|choices|patience)=|region=((?!uk)[a-z]{2}(-\w{1,3})?)?$|(audit|dnt|reload)=(on|off)?$)/i;

export function checkTag(): void {
  const { tag } = stub;
  const odd = [...tag.attributes].some((one) => OURS.test(one.name) && !FINE.test(one.name + '=' + one.value.trim()));
  if (odd || document.querySelector('script[src]') !== tag || tag.closest('body')) {
    stub.bring<{ slips(tag: HTMLScriptElement): string[] }>('portcullis.advice.js').then(({ slips }) => slips(tag).forEach((slip) => stub.report('tag', slip))).catch(() => {});
  }
}
