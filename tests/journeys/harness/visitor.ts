/** One visitor with one screen, and what visitors do. */
import { waitFor } from '../../pages/harness/wait'
import { CONTROL, Journey } from './journey'
import { reach } from './screen'

export class Visitor extends Journey {
  /** Where the page was scrolled to when it was left by a link. */
  #left = 0

  get purposes(): string[] {
    return this.site.purposes ?? ['analytics', 'remarketing']
  }

  /** Everything that the library does to a page within a visit. */
  async acts(): Promise<void> {
    for (const { name, act } of this.site.acts ?? []) await this.step(name, () => act(this.page))
  }

  arrive(): Promise<void> {
    return this.step('arrives', () => this.page.visit('/'), { visit: true })
  }

  scrollTo(top: number): Promise<void> {
    return this.step('scrolls', () => this.page.run((to) => scrollTo({ top: to, behavior: 'instant' }), top), { scroll: top })
  }

  answer(action: 'accept-all' | 'reject-all', grants: string[]): Promise<void> {
    return this.step(action === 'accept-all' ? 'accepts' : 'refuses', () => this.page.choose(action), { choice: true, grants })
  }

  goOn(): Promise<void> {
    return this.step('goes on', () => this.#follow(), { visit: true })
  }

  /** Back, to where the page was left. */
  goBack(): Promise<void> {
    return this.step('goes Back', () => this.page.driver.navigate().back(), { visit: true, scroll: this.#left })
  }

  /** By the control that stays after the question, or by the page's own button. */
  async openChoices(): Promise<void> {
    if (CONTROL) return
    if (await this.page.find('portcullis-banner', '[data-action=manage]')) return this.step('opens the choices', () => this.page.openPanel(), { choice: true })
    const own = await reach(this.page, 'footer [data-portcullis=open]')
    return this.step(
      'opens the choices',
      async () => {
        await own.click()
        await this.page.panelButton('save')
        await this.page.untilLaidOut()
      },
      { choice: true, scroll: await this.page.run(() => Math.round(scrollY)) },
    )
  }

  withdraw(): Promise<void> {
    return this.step(
      'withdraws',
      async () => {
        await this.page.settled(async () => (await this.page.panelButton('withdraw')).click())
        await this.page.untilPanelGone()
      },
      { choice: true, grants: [] },
    )
  }

  /** Switches one purpose on in the open panel and saves. */
  allow(purpose: string, grants: string[]): Promise<void> {
    return this.step(
      `allows ${purpose}`,
      async () => {
        await (await this.page.toggle(purpose)).click()
        await this.page.settled(async () => (await this.page.panelButton('save')).click())
        await this.page.untilPanelGone()
      },
      { choice: true, grants },
    )
  }

  comeNextDay(): Promise<void> {
    return this.step('comes the next day', () => this.anew(), { visit: true })
  }

  async #follow(): Promise<void> {
    await this.site.leaves?.(this.page)
    const before = await this.page.run(() => document.querySelector('h1')?.textContent)
    const link = await reach(this.page, this.site.link ?? 'a.on')
    this.#left = await this.page.run(() => Math.round(scrollY))
    await link.click()
    await waitFor('the other page', async () => (await this.page.run(() => document.querySelector('h1')?.textContent).catch(() => before)) !== before)
  }
}
