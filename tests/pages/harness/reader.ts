/** Somebody who has a screen reader: knows what Chromium's accessibility tree says, and nothing else of the page. */
import { Key, press } from './keys'
import type { Page } from './page'
import { waitFor } from './wait'

/** One line of what is read. */
export interface Read {
  role: string
  name: string
  description: string
  /** checked, expanded, disabled, focused, modal, live, level …: those that are said. */
  states: Record<string, unknown>
  /** All text below it. */
  text: string
  element: number
}

interface Node {
  nodeId: string
  childIds?: string[]
  backendDOMNodeId?: number
  ignored: boolean
  role?: { value: string }
  name?: { value: string }
  description?: { value: string }
  properties?: { name: string; value: { value: unknown } }[]
}

const SAID = ['checked', 'expanded', 'disabled', 'focused', 'modal', 'live', 'level']

export class Reader {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  async #tools<T>(command: string, about: object = {}): Promise<T> {
    await this.#page.front()
    const driver = this.#page.driver as never as { sendAndGetDevToolsCommand(name: string, about: object): Promise<T> }
    return driver.sendAndGetDevToolsCommand(command, about)
  }

  /** Everything that is read, in its order. */
  async all(): Promise<Read[]> {
    const { nodes } = await this.#tools<{ nodes: Node[] }>('Accessibility.getFullAXTree')
    const byId = new Map(nodes.map((node) => [node.nodeId, node]))
    const below = (node: Node): Node[] => [node, ...(node.childIds ?? []).flatMap((id) => (byId.has(id) ? below(byId.get(id)!) : []))]
    return below(nodes[0]!)
      .filter(({ ignored }) => !ignored)
      .map((node) => ({
        role: node.role?.value ?? '',
        name: node.name?.value ?? '',
        description: node.description?.value ?? '',
        states: Object.fromEntries((node.properties ?? []).filter(({ name, value }) => SAID.includes(name) && value.value !== false && value.value !== 'false').map(({ name, value }) => [name, value.value])),
        text: below(node).filter(({ role }) => role?.value === 'StaticText').map(({ name }) => name?.value).join(' '),
        element: node.backendDOMNodeId ?? 0,
      }))
  }

  async lines(): Promise<string[]> {
    return (await this.all()).map(({ role, name }) => `${role} ${name}`.trim())
  }

  async has(role: string, name: string): Promise<boolean> {
    return (await this.all()).some((one) => one.role === role && one.name === name)
  }

  /** Comes upon this, or fails. */
  find(role: string, name: string): Promise<Read> {
    return waitFor(`${role} "${name}" to be read`, async () => (await this.all()).find((one) => one.role === role && one.name === name))
  }

  /** Operates it: a screen reader moves the focus there, then presses. */
  async use(role: string, name: string, key: string = Key.SPACE): Promise<void> {
    const { element } = await this.find(role, name)
    await this.#tools('DOM.getDocument')
    await this.#tools('DOM.focus', { backendNodeId: element })
    await press(this.#page, key)
  }

  /** Is told this politely, without having gone there. */
  async told(text: string): Promise<void> {
    await waitFor(`"${text}" to be announced`, async () => (await this.all()).some((one) => one.role === 'status' && one.states.live === 'polite' && one.text === text))
  }

  /** What has the focus. Documents have it, too; the last one is meant. */
  async focus(): Promise<string> {
    const found = (await this.all()).filter(({ states }) => states.focused).pop()
    return found ? `${found.role} ${found.name}` : 'nothing'
  }
}
