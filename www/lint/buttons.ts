/** Refusing must be as easy as accepting, to the eye and to the hand. */
import { contrast, ground, isSeen, parse, ratio, screenBox } from './measure';
import { type Rule, type Scene, control, pairs } from './rules';

const TASKFORCE = 'EDPB Cookie Banner Taskforce report (2023-01-17)';

/** The properties of accept and reject that differ. */
const differing = (scene: Scene, properties: string[]) =>
  pairs(scene).flatMap(({ surface, accept, reject }) => {
    const [a, b] = [getComputedStyle(accept), getComputedStyle(reject)];
    // Where the pointer lies, a button looks as it does under a pointer.
    if (accept.matches(':hover') || reject.matches(':hover')) return [];
    return properties
      .filter((name) => a.getPropertyValue(name) !== b.getPropertyValue(name))
      .map((name) => `${surface.name}: ${name} of accept is ${a.getPropertyValue(name)}, of reject ${b.getPropertyValue(name)}`);
  });

export const BUTTON_RULES: Rule[] = [
  {
    rule: 'reject-beside-accept',
    source: `${TASKFORCE} ¶8; CNIL 2020-092 ¶34; 11 CCR 7004(a)(2)`,
    check: ({ surfaces }) =>
      surfaces.flatMap((surface) => {
        const [accept, reject] = [control(surface, 'accept-all'), control(surface, 'reject-all')];
        if (!accept || !isSeen(accept, surface.root)) return [];
        return reject && isSeen(reject, surface.root) ? [] : [`${surface.name}: accept can be seen, reject cannot`];
      }),
  },
  {
    rule: 'on-screen',
    source: 'EDPB 03/2022 “hidden in plain sight”; WCAG 1.4.10',
    check: ({ surfaces }) =>
      surfaces.flatMap(({ name, box }) => {
        const screen = screenBox();
        const isOff = (element: Element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          return left < screen.left - 1 || top < screen.top - 1 || right > screen.right + 1 || bottom > screen.bottom + 1;
        };
        // In a layer that is all on the screen, what scrolls is in reach.
        if (!isOff(box)) return [];
        const controls = [...box.querySelectorAll<HTMLElement>('[data-action]')].filter((control) => control.checkVisibility() && isOff(control));
        return [`${name}: ${controls.map((control) => control.dataset.action).join(', ') || 'a part of it'} is not on the screen`];
      }),
  },
  {
    rule: 'clicks',
    source: 'GDPR art. 7(3); 11 CCR 7004(a)(2)(A)',
    check: ({ surfaces }) => {
      const least = (action: string) => {
        const layers = surfaces.map((surface) => {
          const found = control(surface, action);
          return found && isSeen(found, surface.root);
        });
        const at = layers.indexOf(true);
        return at < 0 ? Infinity : at + 1;
      };
      const [yes, no] = [least('accept-all'), least('reject-all')];
      return no > yes ? ['accepting takes fewer clicks than refusing'] : [];
    },
  },
  {
    rule: 'equal-size',
    source: `${TASKFORCE} ¶14, ¶17; 11 CCR 7004(a)(2)(C)`,
    check: (scene) =>
      pairs(scene).flatMap(({ surface, accept, reject }) => {
        const [a, b] = [accept.getBoundingClientRect(), reject.getBoundingClientRect()];
        const same = Math.abs(a.width - b.width) <= 1 && Math.abs(a.height - b.height) <= 1;
        const size = (box: DOMRect) => `${Math.round(box.width)} × ${Math.round(box.height)}`;
        return same ? [] : [`${surface.name}: accept is ${size(a)}, reject ${size(b)}`];
      }),
  },
  {
    rule: 'equal-place',
    source: `${TASKFORCE} ¶18; EDPB 03/2022 “hidden in plain sight”`,
    check: (scene) =>
      pairs(scene).flatMap(({ surface, accept, reject }) => {
        const [a, b] = [accept.getBoundingClientRect(), reject.getBoundingClientRect()];
        const inRow = Math.abs(a.top - b.top) <= 1;
        const stacked = Math.abs(a.left - b.left) <= 1;
        const apart = inRow ? Math.max(a.left, b.left) - Math.min(a.right, b.right) : Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom);
        return (inRow || stacked) && apart <= 64 ? [] : [`${surface.name}: reject does not stand beside accept`];
      }),
  },
  {
    rule: 'equal-type',
    source: `${TASKFORCE} ¶17; CNIL 2020-092 ¶34`,
    check: (scene) => [
      ...pairs(scene).filter(({ accept, reject }) => accept.localName !== reject.localName).map(({ surface }) => `${surface.name}: one is a button, the other is not`),
      ...differing(scene, ['font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-caps', 'letter-spacing', 'text-transform', 'text-decoration-line']),
    ],
  },
  {
    rule: 'equal-color',
    source: `${TASKFORCE} ¶17–18`,
    check: (scene) => differing(scene, ['background-color', 'background-image', 'color', 'border-top-color', 'border-top-style', 'border-top-width', 'border-top-left-radius', 'box-shadow', 'opacity', 'filter', 'cursor']),
  },
  {
    rule: 'equal-prominence',
    source: `${TASKFORCE} ¶17; EDPB 03/2022 “visual prominence”`,
    check: (scene) =>
      pairs(scene).flatMap(({ surface, accept, reject }) => {
        const stands = (button: HTMLElement) => ratio(parse(getComputedStyle(button).backgroundColor)[3] ? ground(button) : ground(button, false), ground(button, false));
        const said: string[] = [];
        if (contrast(reject) < contrast(accept) - 0.1) said.push(`${surface.name}: reject is harder to read than accept`);
        if (stands(reject) < stands(accept) - 0.1) said.push(`${surface.name}: reject stands out less than accept`);
        return said;
      }),
  },
  {
    rule: 'no-motion',
    source: 'EDPB 03/2022 “emotional steering”; WCAG 2.2.2',
    check: (scene) =>
      scene.surfaces.flatMap(({ name, root }) =>
        [...root.querySelectorAll('[data-action]')]
          .filter((button) => button.getAnimations().some((one) => one.effect?.getComputedTiming().iterations === Infinity))
          .map((button) => `${name}: ${button.getAttribute('data-action')} never stops moving`),
      ),
  },
  {
    rule: 'target-size',
    source: 'WCAG 2.5.8',
    check: ({ surfaces }) =>
      surfaces.flatMap(({ name, root }) =>
        [...root.querySelectorAll<HTMLElement>('button, input, summary')]
          .filter((target) => target.checkVisibility({ visibilityProperty: true }))
          .map((target) => [target, target.getBoundingClientRect()] as const)
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([target, box]) => `${name}: ${target.dataset.action || target.localName} is ${Math.round(box.width)} × ${Math.round(box.height)}`),
      ),
  },
];
