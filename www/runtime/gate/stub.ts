/** The stub, as this part knows it: it is handed over when this part is loaded. */
import type { Stub } from '../../boot/handover';

export let stub: Stub;

export function take(given: Stub): void {
  stub = given;
}
