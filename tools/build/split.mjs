// One module made two: the first keeps what every export but `late` reaches, the second gets the functions that only
// `late` reaches. Memory, tables and globals stay in the first; the second imports what it uses of it. Functions that
// both use and that are small are in both: the optimiser can do little with a function that is exported.
//
// It works on the text that wasm-dis writes, in which each item of the module begins on a line of its own, one blank
// in. A function counts as reached wherever its name stands: in a call, in a table, as the start. So the first half
// never lacks anything, and calls nothing of the second, for what it names is in the first by definition.

const NAME = /\$(?:"(?:[^"\\]|\\.)*"|[^\s()"]+)/g
const KINDS = ['type', 'import', 'func', 'memory', 'table', 'global', 'data', 'elem', 'export', 'start']
// Instructions that need a segment at hand; one of another module cannot be had.
const SEGMENTS = /\((?:memory|table)\.init|\((?:data|elem)\.drop|\(array\.\w+_(?:data|elem)/
const TABLES = /\((?:return_)?call_indirect|\(table\.|\(call_ref/

// text: of the whole module. late: names of exports. copied: lines up to which a function counts as small. Returns the
// text of the first half, and a function that makes the text of the second, given what the optimiser calls what the
// first exports for it.
// unused: names of exports that nobody asks for.
export function split(text, late, copied, unused = []) {
  const items = read(text).filter(({ exported }) => !unused.includes(exported))
  const isLate = (item) => item.kind === 'export' && late.includes(item.exported)
  for (const name of late) {
    if (!items.some(({ exported }) => exported === name)) throw new Error(`the module has no export ${name}`)
  }
  const functions = new Map(items.filter(({ kind }) => kind === 'func').map((item) => [item.name, item]))
  const first = reached(items.filter((item) => item.kind !== 'func' && !isLate(item)), functions)
  const all = [...reached(items.filter(isLate), functions)].filter((item) => !item.imported)
  const second = all.filter((item) => !first.has(item) || item.text.split('\n').length <= copied)
  const exports = items.filter(isLate)
  const own = new Set(second)
  const code = second.map((item) => item.text).join('\n')
  if (SEGMENTS.test(code)) throw new Error(`${late.join(', ')} uses a segment, which no module has of another`)
  const used = new Set([...second, ...exports].flatMap(({ names }) => names))
  // Names of locals may be those of memories and tables, which have name spaces of their own.
  const uses = {
    func: ({ name }) => used.has(name),
    global: ({ name }) => used.has(name),
    table: () => TABLES.test(code),
    memory: () => true,
  }
  const shared = items.filter((item) => !own.has(item) && uses[item.kind]?.(item))
  const place = (at) => `half:${at}`
  const given = shared.map(({ kind, name }, at) => ` (export "${place(at)}" (${kind} ${name}))`)
  const kept = items.filter((item) => !isLate(item) && (item.kind !== 'func' || item.imported || first.has(item)))
  const types = items.filter(({ kind }) => kind === 'type')
  return {
    first: whole([...kept.map((item) => item.text), ...given]),
    second: (module, nameOf) => {
      const imports = shared.map((item, at) => ` (import "${module}" "${nameOf(place(at))}" ${declaration(item)})`)
      return whole([...types.map((item) => item.text), ...imports, ...[...second, ...exports].map((item) => item.text)])
    },
    // Functions by name, for whoever wants to know what went where.
    names: { first: [...first].map(({ name }) => name), second: second.map(({ name }) => name) },
  }
}

const whole = (parts) => `(module\n${parts.join('\n')}\n)\n`

function read(text) {
  const [head, ...parts] = text.trimEnd().split(/\n (?=[(;])/)
  if (!head.startsWith('(module') || !parts.at(-1)?.endsWith('\n)')) {
    throw new Error('not the text of a module as wasm-dis writes it')
  }
  parts.push(parts.pop().slice(0, -2))
  return parts.filter((part) => part.startsWith('(')).map(item)
}

function item(part) {
  const kind = /^\((\w+)/.exec(part)?.[1]
  if (!KINDS.includes(kind)) throw new Error(`an unknown item: ${part.slice(0, 40)}; see tools/build/split.mjs`)
  // Strings hold data and names of exports, which name nothing in the module.
  const names = (kind === 'data' ? part.slice(0, part.indexOf('"')) : part).match(NAME) ?? []
  const found = { kind, names, text: ` ${part}`, name: names[0] }
  if (kind === 'export') return { ...found, name: undefined, exported: JSON.parse(/"[^"]*"/.exec(part)[0]) }
  // An import is what it imports: a function, a memory.
  const imported = kind === 'import' && /^\(import "[^"]*" "[^"]*" (\((\w+) [\s\S]*\))\)$/.exec(part)
  return imported ? { ...found, kind: imported[2], imported: imported[1] } : found
}

function reached(roots, functions) {
  const found = new Set()
  const open = [...roots]
  for (let next; (next = open.pop()); ) {
    for (const name of next.names) {
      const target = functions.get(name)
      if (target && !found.has(target)) {
        found.add(target)
        open.push(target)
      }
    }
  }
  return found
}

// What stands in an import of the item: a function without its body, a global without its value.
function declaration({ kind, text, imported }) {
  if (imported) return imported
  if (kind === 'func') return `${text.trimStart().split('\n', 1)[0].replace(/\)$/, ')')})`
  if (kind === 'global') return text.trimStart().replace(/ \([\w.]+\.const [^()]*\)\)$/, ')')
  return text.trimStart()
}
