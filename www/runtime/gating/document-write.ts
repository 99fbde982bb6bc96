/**
 * `document.write` of a script that was released: what it writes stands behind the script. Left to itself it would
 * wipe the page, or do nothing (https://html.spec.whatwg.org/multipage/dynamic-markup-insertion.html#document.write()).
 */
import { hush } from './templates';
import type { Item } from './item';
import { queueFirst } from './queue';
import { running } from './script-runner';
import { trusted } from './trusted';

interface Writer {
  item: Item;
  /** Text that is no whole markup yet. */
  text: string;
  /** What stands last of what is written. */
  last: ChildNode;
}

const writers = new WeakMap<Element, Writer>();
let listening = false;

/** Listens to what `script`, made from `item`, writes. */
export function listen(script: HTMLScriptElement, item: Item): void {
  // What it writes stands behind the script as the page has it.
  writers.set(script, { item, text: '', last: item.element });
  if (listening) return;
  listening = true;
  for (const [name, end] of [['write', ''], ['writeln', '\n']] as const) {
    const own = document[name];
    document[name] = (...texts: string[]) => {
      const script = running();
      const writer = script && writers.get(script);
      if (!writer) return own.apply(document, texts);
      // Refused by the browser where the page requires Trusted Types and a text is none.
      for (const text of texts) document.createElement('template').innerHTML = text;
      writer.text += texts.join('') + end;
      insert(writer, false);
    };
  }
}

/** `script` has run: what it wrote is all there is. */
export function finish(script: HTMLScriptElement): void {
  const writer = writers.get(script);
  writers.delete(script);
  if (writer?.text) insert(writer, true);
}

function insert(writer: Writer, all: boolean): void {
  const template = document.createElement('template');
  template.innerHTML = trusted('createHTML', writer.text);
  if (!all && !isWhole(writer.text, template.innerHTML)) return;
  writer.text = '';
  const { item } = writer;
  const nodes = [...template.content.childNodes];
  queueFirst(hush(template.content, item));
  for (const node of nodes) {
    // Only what belongs there stays in the head, as if a parser had read it.
    if (writer.last.isConnected && !(document.head.contains(writer.last) && isBody(node))) {
      writer.last.parentNode!.insertBefore(node, writer.last.nextSibling);
      writer.last = node;
    } else document.body.append(node);
  }
  item.within?.placed.push(...nodes);
}

const isBody = (node: Node) => node instanceof Element && !/^(script|style|link|meta|title|base|noscript|template)$/.test(node.localName);

/** True where the parser added no end of its own to `text`: an element that is still open, a tag that is cut. */
function isWhole(text: string, parsed: string): boolean {
  const ends = (markup: string) => markup.split('</').length;
  return ends(parsed) <= ends(text) && !/<[^>]*$/.test(text);
}
