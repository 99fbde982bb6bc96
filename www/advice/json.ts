/** Where a text is no JSON, and why. Engines say it differently, some without the place. */

interface Slip {
  /** Both from 1. */
  line: number;
  column: number;
  /** What stands there, on one line. */
  near: string;
  /** What is wrong, and what to do. */
  reason: string;
}

/** Deeper than any policy. */
const DEEPEST = 500;

/** The first place at which `text` is no JSON; nothing where it is, or where it is too deep to say. */
export function slipIn(text: string): Slip | undefined {
  let at = 0;
  const blank = () => (at += /^[ \t\n\r]*/.exec(text.slice(at, at + 10_000))![0].length);
  const skip = () => {
    for (let before = -1; before !== at; blank()) before = at;
    return text[at];
  };
  const fail = (reason: string, place = at): never => {
    throw { place, reason };
  };

  function string(): void {
    const start = at++;
    for (; text[at] !== '"'; at++) {
      const sign = text[at];
      if (sign === undefined) fail('this text has no end: a " is missing', start);
      if (sign! < ' ') fail('a text ends before the line does: a " is missing, or a line break in it is to be written \\n');
      if (sign === '\\' && !/^\\(["\\/bfnrt]|u[\da-f]{4})/i.test(text.slice(at, at + 6))) fail('after a backslash only " \\ / b f n r t and u with four digits may stand; write \\\\ for a backslash');
      if (sign === '\\') at++;
    }
    at++;
  }

  /** What is wrong with what should be a value or a name. */
  function wrong(what: string): never {
    const sign = text[at];
    if (sign === undefined) return fail('it ends too soon: a } or ] is missing');
    if (sign === ',') return fail('a comma too many: remove it');
    if (sign === "'" || /[“”„‘’«»`]/.test(sign)) return fail(`${what} stands in straight double quotes: "…"`);
    if (sign === '/' || sign === '#') return fail('JSON has no comments: remove this one');
    if (/[\w$]/.test(sign)) return fail(`${what} stands in double quotes: "…"`);
    return fail(`${what} is missing here`);
  }

  function value(depth: number): void {
    const sign = skip();
    if (depth > DEEPEST) throw undefined;
    if (sign === '"') return string();
    if (sign === '{' || sign === '[') return several(sign, depth);
    const plain = /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?)(?![\w.+-])/i.exec(text.slice(at, at + 400));
    if (plain && /^(true|false|null|[-\d])/.test(plain[0])) at += plain[0].length;
    else if (/^(true|false|null)\b/i.test(text.slice(at, at + 6))) fail('true, false and null are written in small letters');
    else if (/[-+.\d]/.test(sign || '')) fail('this is no number as JSON has them: no + before it, no zeros before it, digits on both sides of a point');
    else wrong('a text');
  }

  /** The items of a list, or the members of an object. */
  function several(open: string, depth: number): void {
    const close = open === '{' ? '}' : ']';
    at++;
    if (skip() === close) return void at++;
    for (;;) {
      if (open === '{') {
        if (skip() !== '"') wrong('a name');
        string();
        if (skip() !== ':') fail('a colon is missing between a name and its value');
        at++;
      }
      value(depth + 1);
      const sign = skip();
      const place = at++;
      if (sign === close) return;
      if (sign === undefined) fail(`it ends too soon: a ${close} is missing`, place);
      if (sign === '/' || sign === '#') fail('JSON has no comments: remove this one', place);
      if (sign !== ',') fail(/[}\]]/.test(sign!) ? `a ${close} is missing before this` : 'a comma is missing before this', place);
      if (skip() === close) fail('a comma too many: remove it', place);
    }
  }

  try {
    value(0);
    if (skip() !== undefined) fail('this stands after the end: remove it, or a { or [ is missing at the beginning');
    return undefined;
  } catch (found) {
    return found ? placed(text, found as { place: number; reason: string }) : undefined;
  }
}

function placed(text: string, { place, reason }: { place: number; reason: string }): Slip {
  const before = text.slice(0, place).split(/\r\n|[\n\r]/);
  const near = text.slice(Math.max(0, place - 20), place + 30).replace(/\s+/g, ' ').trim();
  return { line: before.length, column: before.at(-1)!.length + 1, near, reason };
}
