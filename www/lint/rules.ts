/** What a rule looks at, and what it says. */
import type { PolicyFile } from '../types/policy-file';

/** Banner or panel as it is rendered. */
export interface Surface {
  name: 'banner' | 'panel';
  root: ShadowRoot;
  /** The banner's box, or the dialog. */
  box: HTMLElement;
}

export interface Scene {
  surfaces: Surface[];
  policy: PolicyFile;
  /** Names of the optional purposes, as visitors read them. */
  purposes: string[];
  /** Nothing is decided, and the rule asks for a choice first. */
  undecided: boolean;
  /** What reopens the panel can be seen when the banner has gone. */
  reopens: boolean;
  /** The page scrolled, and the box in it moved, before we showed anything of our own. */
  locked: boolean;
}

export interface Rule {
  rule: string;
  /** Law, guideline or standard. */
  source: string;
  /** A sentence for each thing that is wrong. */
  check(scene: Scene): string[];
}

/** The control of a surface that does `action`. */
export const control = ({ root }: Surface, action: string) => root.querySelector<HTMLElement>(`[data-action="${action}"]`);

/** Accept and reject of each surface that has both. */
export function pairs(scene: Scene): { surface: Surface; accept: HTMLElement; reject: HTMLElement }[] {
  return scene.surfaces.flatMap((surface) => {
    const [accept, reject] = [control(surface, 'accept-all'), control(surface, 'reject-all')];
    return accept && reject ? [{ surface, accept, reject }] : [];
  });
}
