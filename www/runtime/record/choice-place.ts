/** Where the choice that is on its way is made. */
import type { Receipt } from '../../types/portcullis';
import { stub } from '../gate/stub';

export interface Place {
  layer: Receipt['layer'];
  root?: ParentNode | null | undefined;
}

/** Where the choice that is on its way was made, and what stood there: its words are read once it is out of sight. */
let place: Place = { layer: null };

/** Notes where the visitor chooses, and that the words in `root` stand there. */
export function look(layer: Receipt['layer'], root: ParentNode | null | undefined = layer === 'banner' ? stub.view.banner().layer || stub.view.banner().left : null): void {
  place = { layer, root };
}

/** The place, for the choice that is made now: the next one has another. */
export function takePlace(): Place {
  const last = place;
  place = { layer: null };
  return last;
}
