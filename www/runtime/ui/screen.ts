/**
 * Keeps what is ours on the screen where a page is wider than that: a phone then lays out what is fixed in the whole width of
 * the page, and shows a part of it (https://www.w3.org/TR/css-viewport/#visual-viewport).
 */
import { stub } from '../gate/stub';

let rules: CSSStyleSheet | undefined;
let said = '';
/** Has the box of what is fixed. */
let fixed: HTMLElement | undefined;
let frame = 0;

/** The rules that do it, for the roots of our layers. */
export const screenRules = () => (rules ||= stub.view.sheet(''));

function fit(): void {
  frame = 0;
  const { offsetLeft: left, offsetTop: top, width } = window.visualViewport!;
  const { clientWidth } = document.documentElement;
  // Whoever has zoomed in looks at a part of what is there: nothing follows.
  if (!fixed?.isConnected || width < clientWidth - 1) return;
  const { width: wide, height: high } = fixed.getBoundingClientRect();
  // Not the height on the screen: a keyboard that comes up takes of that.
  const height = (high * width) / wide;
  const [right, bottom] = [wide - left - width, high - top - height];
  const inset = (over: string, under: string) => `inset:${over} ${right}px ${under} ${left}px!important`;
  const whole = inset(top + 'px', bottom + 'px');
  const css =
    wide > clientWidth + 1 && wide > width + 1
      ? `:host{--wide:${width}px;--end:0px}.banner{${inset('auto', bottom + 'px')}}.banner[data-position=top]{${inset(top + 'px', 'auto')}}.rest,.panel,.banner[data-layout=modal]{${whole}}` +
        `.panel{max-inline-size:${width}px!important;max-block-size:min(54em,${height}px)!important}`
      : '';
  if (css !== said) screenRules().replaceSync((said = css));
}

const follow = () => void (frame ||= requestAnimationFrame(fit));

/** Measures in `rest`, which lies in the top layer: nothing of the page's own moves it. */
export function keepOnScreen(rest: HTMLElement): void {
  if (!window.visualViewport) return;
  fixed = stub.view.make('div');
  fixed.style.cssText = 'position:fixed;inset:0;visibility:hidden';
  rest.append(fixed);
  new ResizeObserver(follow).observe(fixed);
  // More than once nothing is added.
  for (const type of ['resize', 'scroll']) window.visualViewport.addEventListener(type, follow);
}
