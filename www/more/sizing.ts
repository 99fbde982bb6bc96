/** Gives a placeholder the box of what it stands for, so that nothing moves when one takes the place of the other. */

/** What makes a box: how it lies among others, how large it is. */
const BOX = (
  'position top right bottom left float clear margin-top margin-right margin-bottom margin-left width height ' +
  'min-width min-height max-width max-height aspect-ratio flex-grow flex-shrink flex-basis align-self justify-self order ' +
  'grid-row-start grid-row-end grid-column-start grid-column-end vertical-align box-sizing z-index ' +
  'padding-top padding-right padding-bottom padding-left border-top-width border-right-width border-bottom-width ' +
  'border-left-width border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius'
).split(' ');

/** Layouts of a box that has nothing of its own inside, as of one that has. */
const DISPLAYS: Record<string, string> = { inline: 'inline-block', contents: 'none' };

/** How an element lay in the page, which is no longer to be seen once it is hidden. */
export interface Lay {
  display: string;
  /** The layout, not the element, gave it its width or its height: a flex or grid container stretches what is in it. */
  wide: boolean;
  tall: boolean;
}

/** Width and height of what the page replaces, if nobody says (https://drafts.csswg.org/css2/#inline-replaced-width). */
const [WIDTH, HEIGHT] = [300, 150];

export function layOf(element: Element): Lay {
  const style = getComputedStyle(element);
  const padding = (...sides: string[]) => sides.reduce((sum, side) => sum + parseFloat(style.getPropertyValue('padding-' + side)), 0);
  const width = element.clientWidth && element.clientWidth - padding('left', 'right');
  const height = element.clientHeight && element.clientHeight - padding('top', 'bottom');
  return { display: style.display, wide: !!width && width !== WIDTH, tall: !!height && height !== HEIGHT };
}

/**
 * The rule for a placeholder that takes the place of `element`, which lay as given: sizes as the page wrote them, in per
 * cent where it did, for those are what an element has that is not shown
 * (https://drafts.csswg.org/cssom/#resolved-values).
 */
export function ruleFor(element: Element, { display, wide, tall }: Lay): string {
  const style = getComputedStyle(element);
  const box = Object.fromEntries(BOX.map((name) => [name, style.getPropertyValue(name)]));
  if (element.localName === 'template') return frame(template(element));
  const own: Record<string, string> = { ...(box.width === 'auto' && !wide && { width: WIDTH + 'px' }), ...(box.height === 'auto' && !tall && { height: HEIGHT + 'px' }) };
  if (/\d/.test(box['aspect-ratio']!)) delete own.height;
  if (Object.keys(own).length === 2) own['box-sizing'] = 'content-box';
  Object.assign(box, own);
  return frame({ display: DISPLAYS[display] || display, ...box, 'border-style': 'solid', 'border-color': 'transparent' });
}

/** A template has no box; it may say how large its content is: `data-consent-placeholder="560x315"`. */
export const sizeOf = (element: Element) => /^(\d+)x(\d+)$/.exec(element.getAttribute('data-consent-placeholder')!);

function template(element: Element): Record<string, string> {
  const [, width, height] = sizeOf(element) || [];
  return width ? { display: 'block', width: width + 'px', 'max-width': '100%', 'aspect-ratio': `${width}/${height}` } : { display: 'block' };
}

const frame = (box: Record<string, string>) => `:host{${Object.entries(box).map(([name, value]) => `${name}:${value}!important`).join(';')}}`;
