// What TypeScript knows of the names in a file: which of them are the browser's, and whose.

import { createRequire } from 'node:module'
import { SyntaxKind } from 'typescript/unstable/ast'
import * as is from 'typescript/unstable/ast/is'
import { API, SymbolFlags, TypeFlags } from 'typescript/unstable/sync'
import { ROOT, inRoot } from '../settings.mjs'

export { SyntaxKind, is }

// What the two halves hand each other, and not what pages or other releases know of.
const HANDOVER = /\/www\/boot\/(handover|runtime)\.ts$/
const SPOKEN = /^(default|release)$/

// Is this the name of a member that one half hands the other?
const isHanded = (symbol) => !SPOKEN.test(symbol.name) && symbol.declarations.length > 0 && symbol.declarations.every(({ path }) => HANDOVER.test(path))

// How all that is handed over is asked for: by its place in what the tag's script hands over, by a short name in what it is
// handed.
export function shortNames({ program }) {
  const short = new Map()
  const methods = new Set()
  const walk = (node) => {
    if (is.isObjectLiteralExpression(node)) node.properties.forEach((member, at) => short.set(member.name.text, `[${at}]`))
    if ((is.isMethodSignatureDeclaration(node) || is.isPropertySignatureDeclaration(node)) && !SPOKEN.test(node.name.text)) methods.add(node.name.text)
    node.forEachChild(walk)
  }
  for (const file of program.getSourceFileNames()) if (HANDOVER.test(file)) walk(program.getSourceFile(file))
  ;[...methods].sort().forEach((name, at) => {
    if (short.has(name)) throw new Error(`both halves hand over "${name}"`)
    short.set(name, String.fromCharCode(97 + at))
  })
  return short
}

// The declarations of TypeScript's own, and those of what browsers have and it does not know yet.
const LIBRARY = /\/lib\.[\w.]+\.d\.ts$|\/www\/types\/platform\.d\.ts$/

// The project of tsconfig.json. `close` when done: it is a process of its own.
export function openProgram() {
  const api = new API({ cwd: ROOT })
  const [project] = api.updateSnapshot({ openProject: inRoot('tsconfig.json') }).getProjects()
  return { project, close: () => api.close() }
}

const isLibrary = (symbol) => symbol.declarations.some(({ path }) => LIBRARY.test(path))

// Of a file: for each property access the interface whose member it is, and an empty one for each name of a global of the
// browser; `unknown` are accesses of which nothing is known.
export function resolve({ program, checker }, file) {
  const source = program.getSourceFile(file)
  const named = []
  const walk = (node) => {
    if (node.kind === SyntaxKind.PropertyAccessExpression || node.kind === SyntaxKind.Identifier) named.push(node)
    node.forEachChild(walk)
  }
  walk(source)
  const symbols = checker.getSymbolAtLocation(named.map((node) => node.name ?? node))
  const owners = new Map()
  const handed = new Set()
  const unknown = []
  const unions = []
  named.forEach((node, at) => {
    const symbol = symbols[at]
    const isAccess = node.kind === SyntaxKind.PropertyAccessExpression
    if (!symbol) return void (isAccess && unknown.push(node))
    if (isAccess && isHanded(symbol)) handed.add(node)
    if (!isLibrary(symbol)) return
    const parent = symbol.getParent()
    const isMethod = (symbol.flags & SymbolFlags.Method) > 0
    const isOptional = (symbol.flags & SymbolFlags.Optional) > 0
    if (!isAccess) parent || owners.set(node, { owner: '', isMethod })
    else if (parent) owners.set(node, { owner: parent.name, isMethod, isOptional })
    else unions.push([node, isMethod])
  })
  // A member of several types that is not the same in all of them.
  for (const [node, isMethod] of unions) {
    const type = typeAt(checker, node.expression)
    owners.set(node, { owner: typesOf(type, checker).join('|'), isMethod: isMethod || isMethodOfParts(checker, type, node.name.text) })
  }
  return { source, owners, handed, unknown: unknown.filter((node) => isAny(checker, node.expression)) }
}

function isAny(checker, node) {
  const type = typeAt(checker, node)
  return type !== TUPLE && (!type || (type.flags & TypeFlags.Any) > 0)
}

// What stands for the type of a tuple: this version of the interface cannot speak of one.
const TUPLE = {}
function tupleOr(ask, tuple) {
  try {
    return ask()
  } catch (error) {
    if (!/TupleType/.test(error.message)) throw error
    return tuple
  }
}

export const typeAt = (checker, node) => tupleOr(() => checker.getTypeAtLocation(node), TUPLE)
const partsOf = (union) => tupleOr(() => union.getTypes(), [TUPLE])

// Whether the types of a union have a method of this name.
const isMethodOfParts = (checker, type, name) => type !== TUPLE && type.isUnionType() && partsOf(type).some((part) => memberOf(checker, part, name)?.isMethod)

export const isTuple = (checker, type) => type === TUPLE || tupleOr(() => checker.isArrayLikeType(type), true)

// Whether member `name` of this type is handed from one half to the other.
export function isHandedMember(checker, type, name) {
  const symbol = type !== TUPLE && type && checker.getPropertyOfType(type, name)
  return !!symbol && isHanded(symbol)
}

export const contextOf = (checker, node) => typesOf(tupleOr(() => checker.getContextualType(node), TUPLE), checker)

// The interface of the browser that has member `name` of this type, and whether it is a method.
export function memberOf(checker, type, name) {
  const symbol = type !== TUPLE && type && checker.getPropertyOfType(type, name)
  return symbol && isLibrary(symbol) ? { owner: symbol.getParent()?.name ?? typesOf(type, checker).join('|'), isMethod: (symbol.flags & SymbolFlags.Method) > 0 } : undefined
}

// The names of the interfaces that a type may be.
export function typesOf(type, checker) {
  if (!type) return []
  if (type === TUPLE) return ['Array']
  if (type.isUnionType()) return [...new Set(partsOf(type).flatMap((one) => typesOf(one, checker)))]
  if (type.isIntersectionType()) return partsOf(type).flatMap((one) => typesOf(one, checker)).filter((name) => /^[A-Z]/.test(name)).slice(0, 1)
  const symbol = type.getSymbol() ?? checker.getApparentType(type)?.getSymbol()
  return symbol ? [symbol.name] : []
}

// The names that an interface of the browser itself declares.
export function membersOf({ checker }, name) {
  const symbol = checker.resolveName(name, SymbolFlags.Interface, undefined, false)
  if (!symbol) throw new Error(`no interface is called ${name}`)
  const type = checker.getDeclaredTypeOfSymbol(symbol)
  return [...checker.getPropertiesOfType(type)].map((member) => member.name)
}

// The names of all globals that the browser's declarations have.
export function globalNames({ program }) {
  const names = new Set()
  for (const file of program.getSourceFileNames()) {
    if (!LIBRARY.test(file)) continue
    program.getSourceFile(file).forEachChild((node) => {
      for (const { name } of node.declarationList?.declarations ?? [node]) if (name?.text && !is.isInterfaceDeclaration(node) && !is.isTypeAliasDeclaration(node)) names.add(name.text)
    })
  }
  return [...names]
}
