/**
 * Rules in Consent-O-Matic's format, interpreted. The extension itself is in no package registry, so this follows its
 * `rules.schema.json` and what `Extension/Tools.js`, `CMP.js`, `ConsentEngine.js` and `Action.js` do
 * (https://github.com/cavi-au/Consent-O-Matic), for as much of the format as our rule uses. What it does not know it
 * refuses, so that a rule cannot pass by being skipped.
 */
import type { Page } from '../harness/page'

interface Selection {
  selector: string
  textFilter?: string | string[]
  displayFilter?: boolean
}

interface Place {
  type: string
  parent?: Selection
  target: Selection
}

type Matchers = Place | Place[]

export interface Rules {
  [name: string]: { detectors: { presentMatcher: Matchers; showingMatcher: Matchers }[]; methods: { name: string; action: Place }[] }
}

/** What it did: the methods it ran in their order, and how often it clicked. */
export interface Handled {
  name: string | null
  methods: string[]
  clicks: number
}

/** Lets the rules act on the page as the extension does once it is there. */
export function handle(page: Page, rules: Rules): Promise<Handled> {
  return page.run(async (all) => {
    const known = (what: object, ...keys: string[]) => {
      for (const key of Object.keys(what)) if (!keys.includes(key)) throw new Error(`"${key}" is not in the format, or not interpreted here`)
    }
    // A shadow root is entered where a place has a parent: a selector alone finds nothing within one.
    const element = (selection: Selection, parent?: Element): HTMLElement | undefined => {
      known(selection, 'selector', 'textFilter', 'displayFilter')
      const { selector, textFilter, displayFilter } = selection
      return [...(parent?.shadowRoot ?? parent ?? document).querySelectorAll<HTMLElement>(selector)].find((one) => {
        const text = one.textContent!.toLowerCase()
        const says = textFilter === undefined || [textFilter].flat().some((wanted) => text.includes(wanted.toLowerCase()))
        return says && (displayFilter === undefined || displayFilter === (one.offsetHeight !== 0))
      })
    }
    const find = ({ parent, target }: Place) => {
      if (!parent) return element(target)
      const within = element(parent)
      return within && element(target, within)
    }
    const matches = (matchers: Matchers) =>
      [matchers].flat().every((matcher) => {
        known(matcher, 'type', 'parent', 'target')
        if (matcher.type !== 'css') throw new Error(`matcher ${matcher.type} is not interpreted here`)
        return !!find(matcher)
      })
    const entries = Object.entries(all).filter(([name]) => name !== '$schema')
    for (const [, rule] of entries) {
      known(rule, 'detectors', 'methods')
      for (const detector of rule.detectors) known(detector, 'presentMatcher', 'showingMatcher')
      for (const method of rule.methods) known(method, 'name', 'action')
    }
    const handled: Handled = { name: null, methods: [], clicks: 0 }
    // It looks again after every change of the page, and for what is there but not showing ten times more.
    const showing = () => entries.find(([, rule]) => rule.detectors.some((one) => matches(one.presentMatcher) && matches(one.showingMatcher)))
    let found = showing()
    for (let tries = 10; !found && tries > 0; tries -= 1) {
      await new Promise((done) => setTimeout(done, 50))
      found = showing()
    }
    if (!found) return handled
    handled.name = found[0]
    for (const name of ['HIDE_CMP', 'OPEN_OPTIONS', 'HIDE_CMP', 'DO_CONSENT', 'SAVE_CONSENT']) {
      const action = found[1].methods.find((method) => method.name === name)?.action
      if (action) {
        known(action, 'type', 'parent', 'target')
        if (action.type !== 'click') throw new Error(`action ${action.type} is not interpreted here`)
        handled.methods.push(name)
        const target = find(action)
        target?.click()
        if (target) handled.clicks += 1
      }
      await new Promise((done) => setTimeout(done))
    }
    return handled
  }, rules)
}
