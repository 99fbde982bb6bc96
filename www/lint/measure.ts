/** Measures what is on the screen: boxes, colours, contrast, and whether it can be seen at all. */

/** Red, green, blue from 0 to 255, and how much they cover. */
type Color = [r: number, g: number, b: number, a: number];

const WHITE: Color = [255, 255, 255, 1];

/** A colour as browsers compute it. */
export function parse(text: string): Color {
  const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) || []).map(Number);
  if (/^rgba?\(/.test(text)) return [numbers[0]!, numbers[1]!, numbers[2]!, numbers[3] ?? 1];
  if (/^color\(srgb /.test(text)) return [numbers[0]! * 255, numbers[1]! * 255, numbers[2]! * 255, numbers[3] ?? 1];
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d');
  if (!pen) return WHITE;
  pen.fillStyle = text;
  pen.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
  return [r!, g!, b!, a! / 255];
}

/** `front` laid over `back`. */
function over(front: Color, back: Color): Color {
  const mix = (at: 0 | 1 | 2) => front[at] * front[3] + back[at] * (1 - front[3]);
  return [mix(0), mix(1), mix(2), 1];
}

function luminance(color: Color): number {
  const [r, g, b] = color.slice(0, 3).map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

export function ratio(one: Color, other: Color): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

/** Its ancestors within its shadow root, itself first. */
function line(element: Element): Element[] {
  const found: Element[] = [];
  for (let at: Element | null = element; at; at = at.parentElement) found.push(at);
  return found;
}

/** What `element` stands on. */
export function ground(element: Element, itself = true): Color {
  return line(element)
    .slice(itself ? 0 : 1)
    .reverse()
    .reduce((back, at) => over(parse(getComputedStyle(at).backgroundColor), back), WHITE);
}

/** How much of it is left by opacity, its own and that of what it is in. */
const opacity = (element: Element) => line(element).reduce((all, at) => all * Number(getComputedStyle(at).opacity), 1);

/** The contrast of its text, or of `color`, with what it stands on. */
export function contrast(element: Element, color = getComputedStyle(element).color, back = ground(element)): number {
  const front = parse(color);
  return ratio(over([front[0], front[1], front[2], front[3] * opacity(element)], back), back);
}

/** What of the window is on the screen: of a page that is wider than that, a phone shows a part. */
export function screenBox(): DOMRect {
  const { offsetLeft, offsetTop, width, height } = window.visualViewport!;
  return new DOMRect(offsetLeft, offsetTop, width, height);
}

/** The part of it that nothing cuts off: neither the screen nor what scrolls around it. */
function seenBox(element: Element): DOMRect {
  const box = element.getBoundingClientRect();
  let { left, top, right, bottom } = box;
  const cut = (by: { left: number; top: number; right: number; bottom: number }) => {
    left = Math.max(left, by.left);
    top = Math.max(top, by.top);
    right = Math.min(right, by.right);
    bottom = Math.min(bottom, by.bottom);
  };
  cut(screenBox());
  for (const at of line(element).slice(1)) if (getComputedStyle(at).overflow !== 'visible') cut(at.getBoundingClientRect());
  return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
}

/** Whether it is there to be seen and pressed: not hidden, not faint, not cut off, not covered. */
export function isSeen(element: Element, root: ShadowRoot): boolean {
  const box = element.getBoundingClientRect();
  const seen = seenBox(element);
  const style = getComputedStyle(element);
  if (style.visibility !== 'visible' || style.pointerEvents === 'none' || opacity(element) < 0.5) return false;
  if (seen.width < box.width - 1 || seen.height < box.height - 1 || box.width * box.height === 0) return false;
  const hit = root.elementFromPoint(seen.left + seen.width / 2, seen.top + seen.height / 2);
  return !!hit && (hit === element || element.contains(hit));
}

/** Every element with text of its own. */
export function texts(within: Element): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>('*')].filter(
    (element) =>
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim()) &&
      element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
      getComputedStyle(element).clipPath === 'none' &&
      !element.closest('.unseen'),
  );
}
