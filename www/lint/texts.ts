/** What the texts say, and whether they can be read. */
import { tagsOf } from '../tags.mjs';
import { contrast, ground, parse, ratio, texts } from './measure';
import { type Rule, control, pairs } from './rules';

/** Sentences that push, in English: other languages are for people to judge. */
const GUILT = /\b(i (hate|don.?t (like|care|want|mind)|prefer (worse|bad)|would rather)|no,? (i|leave|let)|miss(ing)? out|unfortunately|sadly|lose|worse)\b/i;
const LURE = /(\d\s?% off|\bdiscount|\bcoupon|\bvoucher|\bnewsletter|\bfree (shipping|gift)|\bwin\b)/i;
const VAGUE = /^(.*\b)?(enhance|improve|better|personali[sz]e)\b.*\bexperience\.?$/i;

export const TEXT_RULES: Rule[] = [
  {
    rule: 'readable',
    source: 'WCAG 1.4.3; EDPB Cookie Banner Taskforce report ¶17',
    check: ({ surfaces }) =>
      surfaces.flatMap(({ name, box }) =>
        texts(box).flatMap((element) => {
          const style = getComputedStyle(element);
          const size = Number.parseFloat(style.fontSize);
          const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
          const found = contrast(element);
          // Rounding of what browsers compute.
          return found < least - 0.05 ? [`${name}: “${element.textContent!.trim().slice(0, 40)}” has a contrast of ${found.toFixed(2)}`] : [];
        }),
      ),
  },
  {
    rule: 'text-size',
    source: 'EDPB 03/2022 “hidden in plain sight”; GDPR art. 12(1)',
    check: ({ surfaces }) =>
      surfaces.flatMap(({ name, box }) => {
        const small = texts(box).filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 12);
        return small.slice(0, 3).map((element) => `${name}: “${element.textContent!.trim().slice(0, 40)}” is smaller than 12 px`);
      }),
  },
  {
    rule: 'visible-controls',
    source: 'WCAG 1.4.11',
    check: ({ surfaces }) =>
      surfaces.flatMap(({ name, root }) =>
        [...root.querySelectorAll<HTMLInputElement>('input[role=switch]')]
          .filter((input) => input.checkVisibility())
          .filter((input) => {
            const track = getComputedStyle(input, '::before');
            return ratio(parse(track.borderTopColor), ground(input)) < 2.95;
          })
          .map((input) => `${name}: the switch ${input.name} can hardly be seen`),
      ),
  },
  {
    rule: 'honest-labels',
    source: 'EDPB 03/2022 “stirring”, “look over there”; 11 CCR 7004(a)(4)',
    check: (scene) =>
      pairs(scene).flatMap(({ surface, accept, reject }) => {
        const [yes, no] = [accept.innerText.trim(), reject.innerText.trim()];
        const said: string[] = [];
        if (!no || no === yes) said.push(`${surface.name}: reject has no label of its own`);
        if (GUILT.test(no)) said.push(`${surface.name}: “${no}” makes refusing feel wrong`);
        if (no.length > 2.5 * yes.length + 10) said.push(`${surface.name}: reject says much more than accept`);
        // The panel holds the store's whole policy, newsletters included.
        if (surface.name === 'banner' && LURE.test(surface.box.innerText)) said.push(`${surface.name}: an offer has no place beside the question`);
        return said;
      }),
  },
  {
    rule: 'same-labels',
    source: 'EDPB 03/2022 “fickle”',
    check: ({ surfaces }) =>
      ['accept-all', 'reject-all'].flatMap((action) => {
        const labels = new Set(surfaces.flatMap((surface) => control(surface, action)?.innerText.trim() || []));
        return labels.size > 1 ? [`${action} is called ${[...labels].join(' and ')}`] : [];
      }),
  },
  {
    rule: 'purposes-named',
    source: 'GDPR art. 7(2), 13; EDPB 05/2020 ¶64; 11 CCR 7004(a)(5)',
    check: ({ surfaces, purposes }) => {
      const banner = surfaces.find(({ name }) => name === 'banner');
      if (!banner) return [];
      const said = banner.box.innerText;
      const missing = purposes.filter((name) => !said.includes(name));
      const vague = purposes.filter((name) => VAGUE.test(name));
      return [...missing.map((name) => `banner: the purpose “${name}” is not named`), ...vague.map((name) => `“${name}” names no purpose`)];
    },
  },
  {
    rule: 'policy-link',
    source: 'GDPR art. 13; EDPB 05/2020 ¶64',
    check: ({ surfaces, policy }) => {
      const banner = surfaces.find(({ name }) => name === 'banner');
      if (!banner || !policy.store?.policyUrl) return [];
      const link = banner.box.querySelector<HTMLElement>('a[href]');
      return link?.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ? [] : ['banner: the policy cannot be read before answering'];
    },
  },
  {
    rule: 'language',
    source: 'EDPB 03/2022 “language discontinuity”; GDPR art. 12(1)',
    check: ({ surfaces }) => {
      const main = (tag: string | null | undefined) => tagsOf(tag || '')[2];
      const root = document.documentElement;
      const page = main(root.lang || root.getAttribute('xml:lang'));
      const ours = main(surfaces[0]?.root.host.getAttribute('lang'));
      return page && ours && page !== ours ? [`the page speaks ${page}, the banner ${ours}`] : [];
    },
  },
];
