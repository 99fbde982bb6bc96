// A TypeScript file in which every use of something that a page can change is one of what the tag has kept: `$Element.remove(x)`,
// see www/boot/natives.ts. Where this cannot be written in that way the build stops and says where.

import { GIVEN, holderOf, placeOf } from './holders.mjs'
import { SyntaxKind as K, contextOf, is, isHandedMember, isTuple, memberOf, resolve, typeAt, typesOf } from './program.mjs'

// Those that look for a page's own while they work, and the functions of www/boot/lists.ts that do without.
const MADE = {
  'RegExp test': '$test',
  'String replace': '$replace',
  'String match': '$match',
  'String matchAll': '$every',
  'String split': '$split',
  '.Promise all': '$all',
  'Promise catch': '$catch',
  '.Array from': '$from',
  '.Object fromEntries': '$fromEntries',
  '.JSON parse': '$parse',
  '.JSON stringify': '$stringify',
}

// Those of www/boot/lists.ts that make a list of what is no list, by its type.
const LISTS = [
  [/^(Array|ReadonlyArray)$/, ''],
  [/^(Readonly)?Set$/, '$ofSet'],
  [/^(Readonly)?Map$/, '$ofMap'],
  [/^String$/, '$letters'],
  [/^(NodeList|HTMLCollection)(Of|Base)?$|^NamedNodeMap$|Array$|^DOMTokenList$/, 'slice'],
]

// Assignments other than `=`.
const COMPOUND = new Set([K.PlusEqualsToken, K.MinusEqualsToken, K.BarBarEqualsToken, K.QuestionQuestionEqualsToken, K.AmpersandAmpersandEqualsToken])

// entry(holder, name): is told of each that is used. known(name): whether a page can change something of this name.
// Gives the text, whether it needs a place for what a chain comes to, and which of www/boot/lists.ts it uses.
// keeps: false has only the names between the halves made short.
export function rewrite(project, file, { entry, known, short, keeps = true }) {
  const { source, owners, handed, unknown } = resolve(project, file)
  if (!keeps) owners.clear()
  const { checker } = project
  const text = source.text
  let count = 0
  let chained = false

  const used = new Set()
  const made = (name) => (used.add(name), name)
  const isMaking = file.endsWith('/boot/lists.ts')
  // A text looks for nothing.
  const isText = (node) => receiver(node).join() === 'String'
  const at = (holder, name, given) => {
    // What JSON is given to look at each value is what pages get: that has prototypes.
    const isPlain = (holder === 'String' && given?.[0] && isText(given[0])) || (holder === '.JSON' && given?.length > 1)
    const instead = !isMaking && !isPlain && MADE[`${holder} ${name}`]
    if (instead) return made(instead)
    entry(holder, name.replace('=', ''))
    return `${placeOf(holder)}.${name.replace('=', '_')}`
  }
  const fail = (node, why) => {
    const line = text.slice(0, node.getStart(source)).split('\n').length
    throw new Error(`${file}:${line}: ${why}: ${node.getText(source).slice(0, 80)}`)
  }
  for (const node of keeps ? unknown : []) {
    if (known(node.name.text)) fail(node, `give what "${node.name.text}" is asked of a type`)
  }

  // What stands between and around the children stays as it is written.
  const whole = (node) => {
    let out = ''
    let done = node.getStart(source)
    node.forEachChild((child) => {
      const start = child.getStart(source)
      // Types of a file without any stand in its comments.
      if (is.isJSDoc(child) || start < done || child.end > node.end) return
      out += text.slice(done, start) + emit(child)
      done = child.end
    })
    return out + text.slice(done, node.end)
  }

  const receiver = (node) => typesOf(typeAt(checker, node), checker)
  const bare = (node) => {
    while (is.isParenthesizedExpression(node) || is.isAsExpression(node) || is.isNonNullExpression(node) || is.isSatisfiesExpression(node)) node = node.expression
    return node
  }
  const isWindow = (node) => is.isIdentifier(bare(node)) && /^(window|self|globalThis)$/.test(bare(node).text)

  // Where the member of this access is kept; nothing where it stays as it is written.
  const keptOf = (node) => {
    const name = node.name.text
    const before = bare(node.expression)
    if (is.isPropertyAccessExpression(before) && before.name.text === 'dataset' && owners.get(before)) return { data: name, element: before }
    const found = owners.get(node)
    if (!found) return undefined
    const { owner, isMethod, isOptional } = found
    if (name === 'dataset' && owner === 'HTMLOrSVGElement' && !isDataOf(node)) fail(node, 'ask for the attribute')
    const holder = holderOf(owner, name, receiver(node.expression), isMethod)
    // A frame's window has its own.
    if (holder === undefined || (holder === '.' && !isWindow(node.expression))) return undefined
    if (!holder || holder.includes('|')) fail(node, `it may be one of several (${holder})`)
    return { holder, name, isMethod, isOptional, isStatic: holder.startsWith('.') }
  }

  // Does this only ask whether something is there?
  const isAsked = (node) => {
    const { parent } = node
    return is.isIfStatement(parent) || is.isConditionalExpression(parent) || is.isPrefixUnaryExpression(parent) || (is.isBinaryExpression(parent) && parent.operatorToken.kind === K.AmpersandAmpersandToken)
  }
  const isDataOf = (node) => {
    let outer = node.parent
    while (is.isParenthesizedExpression(outer) || is.isNonNullExpression(outer)) outer = outer.parent
    return is.isPropertyAccessExpression(outer)
  }

  const argumentsOf = (node) => node.arguments ?? []
  const hasSpread = (nodes) => nodes.some((one) => is.isSpreadElement(one))

  // Several expressions as one list; with a spread in it.
  // isRead: nobody changes it.
  const list = (nodes, isRead) => {
    const parts = []
    for (const node of nodes) {
      if (is.isSpreadElement(node)) parts.push({ spread: emit(node.expression), node: node.expression })
      else if (parts.at(-1)?.single) parts.at(-1).single.push(emit(node))
      else parts.push({ single: [emit(node)] })
    }
    const texts = parts.map((part) => (part.single ? `[${part.single.join(', ')}]` : asList(part.node, part.spread)))
    if (texts.length === 1 && (parts[0].single || isRead)) return texts[0]
    return `${at('Array', 'concat')}(${texts[0].startsWith('[') ? '' : '[], '}${texts.join(', ')})`
  }

  // A list of what an expression gives, by a look at its type.
  const asList = (node, emitted = emit(node)) => {
    const iterator = bare(node)
    if (is.isCallExpression(iterator) && is.isPropertyAccessExpression(iterator.expression) && /^(keys|values)$/.test(iterator.expression.name.text)) {
      if (receiver(iterator.expression.expression).join() === 'Map') return `${made('$' + iterator.expression.name.text)}(${emit(iterator.expression.expression)})`
    }
    if (is.isCallExpression(iterator) && is.isPropertyAccessExpression(iterator.expression) && iterator.expression.name.text === 'matchAll') return emitted
    const type = typeAt(checker, node)
    const types = typesOf(type, checker)
    const names = types.length === 0 && isTuple(checker, type) ? ['Array'] : types
    const found = names.length > 0 && LISTS.find(([pattern]) => names.every((name) => pattern.test(name)))
    if (!found) fail(node, `make a list of it (${names})`)
    if (found[1] === '') return emitted
    return `${found[1] === 'slice' ? at('Array', 'slice') : made(found[1])}(${emitted})`
  }

  const call = (callee, given) => `${callee}(${given.filter(Boolean).join(', ')})`
  const parameters = (node) => argumentsOf(node).map(emit)

  // The object of a method of ours, which is written twice.
  const ownerOf = (node, callee) => {
    if (!is.isPropertyAccessExpression(callee) && !is.isElementAccessExpression(callee)) return undefined
    return is.isIdentifier(callee.expression) ? emit(callee.expression) : fail(node, 'give what it is called on a name')
  }

  const spreadCall = (node, callee, self, owner = 'void 0') => {
    const all = list(argumentsOf(node), true)
    return `${at('.Reflect', 'apply')}(${callee}, ${owner}, ${self ? `${at('Array', 'concat')}([${self}], ${all})` : all})`
  }

  // An access, or a call of one, as an expression of what comes before it in its chain.
  // state: text so far; `pending`: a `?.` may have ended it; `head`: conditions that did.
  const guarded = (state, optional) => {
    if (!optional && !state.pending) return
    chained = true
    state.head += `(_ = ${state.text}) == null ? void 0 : `
    state.text = '_'
    state.pending = false
  }

  const link = (node) => {
    const inner = node.expression
    // (a as B).c, a!.b
    const base = bare(inner)
    const kept = is.isPropertyAccessExpression(node) ? keptOf(node) : undefined
    const from = kept?.element?.expression
    if (kept?.isStatic) return { text: read(kept), head: '', pending: false }
    const state = from
      ? isLink(bare(from)) && !isOutside(from) ? chainState(bare(from)) : { text: emit(from), head: '', pending: false }
      : isLink(base) && !isOutside(inner) ? chainState(base) : { text: emit(inner), head: '', pending: false }
    const optional = !!(kept?.element ?? node).questionDotToken
    if (is.isCallExpression(node)) {
      const given = argumentsOf(node)
      if (keeps && hasSpread(given)) {
        if (optional || state.pending) fail(node, 'a spread in an optional call')
        state.text = spreadCall(node, state.text, undefined, ownerOf(node, base))
      } else state.text = `${state.text}${optional ? '?.' : ''}(${parameters(node).join(', ')})`
      state.pending ||= optional
      return state
    }
    if (is.isElementAccessExpression(node)) {
      state.text += `${optional ? '?.' : ''}[${emit(node.argumentExpression)}]`
      state.pending ||= optional
      return state
    }
    if (!kept) {
      const member = (handed.has(node) && short.get(node.name.text)) || node.name.text
      state.text += member.startsWith('[') ? `${optional ? '?.' : ''}${member}` : `${optional ? '?.' : '.'}${member}`
      state.pending ||= optional
      return state
    }
    guarded(state, optional)
    if (kept.isMethod && !isAsked(node)) fail(node, 'a method is called, or asked whether it is there')
    state.text = get(kept, state.text)
    return state
  }

  const read = ({ holder, name }) => at(holder, name) + (holder === '.' && GIVEN.has(name) ? '()' : '')
  const get = (kept, self) =>
    kept.data !== undefined ? `(${call(at('Element', 'getAttribute'), [self, `'${attribute(kept.data)}'`])} ?? void 0)` : kept.isMethod ? at(kept.holder, kept.name) : `${at(kept.holder, kept.name)}${kept.isOptional ? '?.' : ''}(${self})`

  const attribute = (name) => 'data-' + name.replace(/[A-Z]/g, (letter) => '-' + letter.toLowerCase())

  const isLink = (node) => is.isPropertyAccessExpression(node) || is.isElementAccessExpression(node) || is.isCallExpression(node)
  // Parentheses end a chain.
  const isOutside = (node) => is.isParenthesizedExpression(node)

  const chain = (node) => {
    const special = methodCall(node)
    const state = special ?? link(node)
    return state.head ? `(${state.head}${state.text})` : state.text
  }

  // a.b(c) where b is kept.
  const methodCall = (node) => {
    if (!is.isCallExpression(node)) return undefined
    const callee = bare(node.expression)
    if (is.isIdentifier(callee) && owners.has(callee) && holderOf('', callee.text, []) === 'EventTarget') {
      return { text: call(at('EventTarget', callee.text), ['window', ...parameters(node)]), head: '' }
    }
    if (!is.isPropertyAccessExpression(callee)) return undefined
    const kept = keptOf(callee)
    if (!kept || kept.data !== undefined) return undefined
    // Something.prototype.method.call(self)
    const method = bare(callee.expression)
    if (/^(call|apply)$/.test(kept.name) && is.isPropertyAccessExpression(method) && bare(method.expression).name?.text === 'prototype') {
      const real = keptOf(method)
      if (!real || kept.name === 'apply') fail(node, 'a call of a prototype')
      return { text: call(at(real.holder, real.name), parameters(node)), head: '' }
    }
    if (kept.isStatic) {
      const callable = kept.holder === '.' && GIVEN.has(kept.name) ? fail(node, 'a call of what a window gives') : at(kept.holder, kept.name, argumentsOf(node))
      const text = hasSpread(argumentsOf(node)) ? spreadCall(node, callable) : call(callable + (node.questionDotToken ? '?.' : ''), parameters(node))
      return { text, head: '' }
    }
    const base = bare(callee.expression)
    const state = isLink(base) && !isOutside(callee.expression) ? chainState(base) : { text: emit(callee.expression), head: '', pending: false }
    guarded(state, !!callee.questionDotToken)
    const callable = at(kept.holder, kept.name, argumentsOf(node))
    state.text = hasSpread(argumentsOf(node))
      ? spreadCall(node, callable, state.text)
      : call(callable + (node.questionDotToken ? '?.' : ''), [state.text, ...parameters(node)])
    if (node.questionDotToken) state.pending = true
    return state
  }
  const chainState = (node) => methodCall(node) ?? link(node)

  const assignment = (node) => {
    const target = bare(node.left)
    if (!is.isPropertyAccessExpression(target)) return undefined
    const kept = keptOf(target)
    if (!kept) return undefined
    const operator = node.operatorToken.kind
    if (operator !== K.EqualsToken) return COMPOUND.has(operator) ? fail(node, 'write it as an assignment') : undefined
    if (kept.isStatic) fail(node, 'an assignment to a global')
    const self = emit((kept.element ?? target).expression)
    const value = emit(node.right)
    return kept.data !== undefined
      ? call(at('Element', 'setAttribute'), [self, `'${attribute(kept.data)}'`, value])
      : call(at(kept.holder, '=' + kept.name), [self, value])
  }

  // Does a loop's body go somewhere else than on?
  const leaves = (node) => {
    if ([K.ReturnStatement, K.BreakStatement, K.ContinueStatement, K.AwaitExpression, K.YieldExpression].includes(node.kind)) return true
    if (is.isFunctionDeclaration(node) || is.isArrowFunction(node) || is.isFunctionExpression(node)) return false
    let found = false
    node.forEachChild((child) => void (found ||= leaves(child)))
    return found
  }

  // for (const x of list) …
  const forOf = (node) => {
    const name = `$${count++}`
    const { initializer, expression, statement } = node
    if (!is.isVariableDeclarationList(initializer)) fail(node, 'declare what goes through the list')
    const body = is.isBlock(statement) ? text.slice(statement.getStart(source) + 1, statement.getStart(source) + 1) + inside(statement) : emit(statement)
    const [declaration] = initializer.declarations
    if (!leaves(statement)) return `${at('Array', 'forEach')}(${asList(expression)}, (${pattern(declaration.name)}) => { ${body} });`
    return `for (let ${name}l = ${asList(expression)}, ${name} = 0; ${name} < ${name}l.length; ${name}++) { const ${declared(declaration.name, `${name}l[${name}]!`)}; ${body} }`
  }
  const inside = (block) => {
    const written = whole(block)
    return written.slice(1, -1)
  }

  // [a, b] as {0: a, 1: b}: without the page's iterators.
  const pattern = (node) => {
    if (!node) throw new Error(file)
    if (!is.isArrayBindingPattern(node)) return emit(node)
    const parts = node.elements.flatMap((element, index) => {
      if (is.isOmittedExpression(element) || !element.name) return []
      if (element.dotDotDotToken) fail(node, 'take the rest by slice')
      return [`${index}: ${pattern(element.name)}${element.initializer ? ` = ${emit(element.initializer)}` : ''}`]
    })
    return `{ ${parts.join(', ')} }`
  }

  // The elements of a pattern that a page can change, with where they are kept.
  const keptIn = (node) => {
    const type = typeAt(checker, node)
    const found = new Map()
    for (const element of node.elements) {
      const name = (element.propertyName ?? element.name)?.text
      const member = name && memberOf(checker, type, name)
      const holder = member && holderOf(member.owner, name, typesOf(type, checker), member.isMethod)
      if (holder) found.set(element, { holder, name, isMethod: member.isMethod })
    }
    return found
  }

  // A declaration of what stands in `name`; one after the other where some of it is kept.
  const declared = (name, value) => {
    if (!is.isObjectBindingPattern(name)) return `${pattern(name)} = ${value}`
    const kept = keptIn(name)
    if (kept.size === 0) return `${whole(name)} = ${value}`
    const from = `$${count++}o`
    const parts = [`${from} = ${value}`]
    for (const element of name.elements) {
      const own = kept.get(element)
      if (own && (own.isMethod || element.initializer || !is.isIdentifier(element.name))) fail(element, 'take it by its name')
      parts.push(own ? `${element.name.text} = ${get(own, from)}` : `{ ${emit(element)} } = ${from}`)
    }
    return parts.join(', ')
  }

  // An object whose members are handed over.
  const handing = (node) => {
    const isOwn = /\/boot\/handover\.ts$/.test(file)
    if (isOwn) return `[${node.properties.map((one) => one.name.text).join(', ')}]`
    if (!contextOf(checker, node).includes('Runtime')) return undefined
    const parts = node.properties.map((one) => {
      const { text: name } = one.name
      const own = short.get(name) ?? name
      if (is.isShorthandPropertyAssignment(one)) return `${own}: ${name}`
      if (is.isPropertyAssignment(one)) return `${own}: ${emit(one.initializer)}`
      return `${own}${whole(one).slice(name.length)}`
    })
    return `{ __proto__: null, ${parts.join(', ')} }`
  }

  const literal = (node) => {
    const hands = handing(node)
    if (hands) return hands
    if (!keeps) return whole(node)
    const own = node.properties.some((one) => one.name && /^['"]?__proto__['"]?$/.test(one.name.getText(source)))
    for (const one of node.properties) {
      if (is.isShorthandPropertyAssignment(one) && owners.has(one.name)) fail(one, 'write it out')
    }
    const written = whole(node)
    return own || isTarget(node) ? written : written.replace('{', node.properties.length > 0 ? '{ __proto__: null,' : '{ __proto__: null ')
  }
  // What is on the left of an assignment is no object.
  const isTarget = (node) => is.isBinaryExpression(node.parent) && node.parent.operatorToken.kind === K.EqualsToken && node.parent.left === node

  const globalName = (node) => {
    const { text: name } = node
    const holder = owners.has(node) ? holderOf('', name, []) : undefined
    return holder ? read({ holder, name }) : name
  }

  const emit = (node) => {
    if (is.isTypeNode(node) && !is.isExpressionWithTypeArguments(node)) return text.slice(node.getStart(source), node.end)
    switch (node.kind) {
      case K.ImportDeclaration:
      case K.ExportDeclaration:
      case K.InterfaceDeclaration:
      case K.TypeAliasDeclaration:
      case K.EnumDeclaration:
        return text.slice(node.getStart(source), node.end)
      case K.Identifier:
        return globalName(node)
      case K.PropertyAccessExpression:
      case K.ElementAccessExpression:
      case K.CallExpression:
        if (!keeps && is.isCallExpression(node)) return whole(node)
        return node.expression.kind === K.ImportKeyword || node.expression.kind === K.MetaProperty ? whole(node) : chain(node)
      case K.NewExpression:
        if (keeps && /^(Map|Set)$/.test(node.expression.getText(source)) && argumentsOf(node).length > 0) return `${made('$to' + node.expression.text)}(${parameters(node).join(', ')})`
        return keeps && hasSpread(argumentsOf(node)) ? fail(node, 'a spread in new') : `new ${emit(node.expression)}(${parameters(node).join(', ')})`
      case K.BinaryExpression: {
        const kept = assignment(node)
        if (kept) return kept
        if (keeps && is.isObjectLiteralExpression(node.left) && node.operatorToken.kind === K.EqualsToken) fail(node, 'take what you need by its name')
        if (keeps && is.isArrayLiteralExpression(node.left) && node.operatorToken.kind === K.EqualsToken) fail(node, 'take it apart by name')
        return whole(node)
      }
      case K.PrefixUnaryExpression:
      case K.PostfixUnaryExpression: {
        const changed = bare(node.operand)
        if (/\+\+|--/.test(node.getText(source)) && is.isPropertyAccessExpression(changed) && keptOf(changed)) fail(node, 'write it as an assignment')
        return whole(node)
      }
      case K.DeleteExpression: {
        const target = bare(node.expression)
        if (is.isPropertyAccessExpression(target) && keptOf(target)) fail(node, 'remove the attribute')
        return whole(node)
      }
      case K.ForOfStatement:
        return keeps ? forOf(node) : whole(node)
      case K.ArrayLiteralExpression:
        return keeps && hasSpread(node.elements) ? list(node.elements) : whole(node)
      case K.ArrayBindingPattern:
        return keeps ? pattern(node) : whole(node)
      case K.BindingElement: {
        const name = (node.propertyName ?? node.name)?.text
        const isOne = name && is.isObjectBindingPattern(node.parent) && isHandedMember(checker, typeAt(checker, node.parent), name)
        return isOne ? `${short.get(name).replace(/[[\]]/g, '')}: ${emit(node.name)}${node.initializer ? ` = ${emit(node.initializer)}` : ''}` : whole(node)
      }
      case K.ObjectBindingPattern:
        if (keeps && keptIn(node).size > 0) fail(node, 'take what the browser has by its name')
        return whole(node)
      case K.VariableDeclaration:
        return node.initializer && keeps ? declared(node.name, emit(node.initializer)) : whole(node)
      case K.ObjectLiteralExpression:
        return literal(node)
      case K.PropertyAssignment:
        return `${is.isComputedPropertyName(node.name) ? whole(node.name) : node.name.getText(source)}: ${emit(node.initializer)}`
      default:
        return whole(node)
    }
  }

  const body = whole(source)
  return { body, chained, used: [...used] }
}
