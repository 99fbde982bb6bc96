// Stands behind the tag, and looks at what our files ask the page for: each method, constructor and function that a browser
// has is replaced by one that tells who calls it, and each name that is nothing's own is one that tells who reads it.
;(() => {
  const { getOwnPropertyNames, getOwnPropertyDescriptor, defineProperty } = Object
  const { apply, construct } = Reflect
  const { push, includes: has } = Array.prototype
  const { includes, split, exec } = { includes: String.prototype.includes, split: String.prototype.split, exec: RegExp.prototype.exec }
  const test = (expression, text) => apply(exec, expression, [text]) !== null
  const TheProxy = Proxy
  const TheError = Error
  // Many calls are deep.
  TheError.stackTraceLimit = 4
  const found = { __proto__: null }
  Object.defineProperty(window, 'asked', { get: () => getOwnPropertyNames(found) })
  // The frame above this file: who asked. The glue of the modules has its own ways.
  const OURS = /\/portcullis\/portcullis\.(js|runtime\.js|gpp\.js|search\.js)/
  let looking = false
  const note = (what) => {
    if (looking) return
    looking = true
    const lines = apply(split, new TheError().stack, ['\n'])
    let at = 1
    while (lines[at] && apply(includes, lines[at], ['/watch.js'])) at++
    if (lines[at] && test(OURS, lines[at])) found[what] = 1
    looking = false
  }
  const guarded = (value, what) =>
    new TheProxy(value, {
      apply(own, self, given) {
        note(what)
        return apply(own, self, given)
      },
      construct(own, given, by) {
        note('new ' + what)
        return construct(own, given, by)
      },
    })
  // What this file itself uses, and what the language uses where it says nothing.
  const LEFT = /^(Object|Function|Error|Proxy|Reflect|Symbol|eval|Window)$/
  const methods = (owner, name) => {
    for (const key of getOwnPropertyNames(owner)) {
      const place = getOwnPropertyDescriptor(owner, key)
      if (!place.configurable || typeof place.value !== 'function' || key === 'constructor') continue
      // What is called by the language.
      if (/^(toString|valueOf|toJSON)$/.test(key)) continue
      try {
        defineProperty(owner, key, { ...place, value: guarded(place.value, name + '.' + key) })
      } catch {}
    }
  }
  const all = getOwnPropertyNames(window)
  for (const name of all) {
    const place = getOwnPropertyDescriptor(window, name)
    if (typeof place.value !== 'function' || !place.configurable || test(LEFT, name) || test(/Error$/, name)) continue
    if (place.value.prototype) methods(place.value.prototype, name + '.prototype')
    methods(place.value, name)
  }
  for (const name of ['JSON', 'Math', 'Intl', 'CSS']) methods(window[name], name)
  for (const name of ['Object', 'Function']) methods(window[name], name)
  for (const name of all) {
    const place = getOwnPropertyDescriptor(window, name)
    if (typeof place.value !== 'function' || !place.configurable || test(LEFT, name)) continue
    try {
      defineProperty(window, name, { ...place, value: guarded(place.value, name) })
    } catch {}
  }
  // Accessors of what named elements can stand before.
  for (const owner of [Document, Node, Element]) {
    for (const key of getOwnPropertyNames(owner.prototype)) {
      const place = getOwnPropertyDescriptor(owner.prototype, key)
      if (!place.get || !place.configurable) continue
      const { get } = place
      defineProperty(owner.prototype, key, {
        ...place,
        get() {
          note(owner.name + '.prototype.' + key + ', read')
          return apply(get, this, [])
        },
      })
    }
  }
  // Names that nothing of ours may read through to what everything inherits from.
  for (const key of window.namesOfOurs || []) {
    if (key in Object.prototype) continue
    defineProperty(Object.prototype, key, {
      configurable: true,
      get() {
        note('Object.prototype.' + key)
        return undefined
      },
      set(value) {
        defineProperty(this, key, { value, configurable: true, enumerable: true, writable: true })
      },
    })
  }
})()
