/** Says what is wrong, once, where a developer looks for it. */

const said = new Set<string>();

/** The latest detail of each event, for listeners that come late. */
export const latest: Record<string, unknown> = {};

/** Dispatches `portcullis:<name>` on the document, its detail frozen. */
export function emit(name: string, detail: unknown): void {
  latest[name] = detail;
  document.dispatchEvent(new CustomEvent('portcullis:' + name, { detail: Object.freeze(detail) }));
}

/** One line in the console and one `portcullis:error` for each different message. */
export function report(code: string, message: string): void {
  if (!said.has(message)) {
    said.add(message);
    console.error('Portcullis: ' + message);
    emit('error', { code, message });
  }
}

/** Runs somebody else's code; what it throws is shown and stops nothing. */
export function guard(body: () => void): void {
  try {
    body();
  } catch (error) {
    console.error(error);
  }
}

/** What `body` gives; `undefined` where the browser refuses it. */
export function attempt<T>(body: () => T): T | undefined {
  try {
    return body();
  } catch {
    return undefined;
  }
}
