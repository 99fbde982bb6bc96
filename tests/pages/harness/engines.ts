/** The three engines the suite runs in, and what one of them cannot do. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { Builder, type WebDriver } from 'selenium-webdriver'
import * as chrome from 'selenium-webdriver/chrome.js'
import * as firefox from 'selenium-webdriver/firefox.js'
import { waitFor } from './wait'

export type Engine = 'chromium' | 'firefox' | 'webkit'

export const engine = (process.env.BROWSER || 'chromium') as Engine

/** What a test needs that not every engine has, and why. */
const MISSING = {
  'inert-templates': { firefox: 'its speculative parser fetches pictures, scripts and style sheets out of a <template>, whoever wrote it' },
  'classic-scroll-bars': { webkit: 'has scroll bars over the page, which take no room' },
  'late-import-maps': { firefox: 'takes no import map once anything was imported, as the gate is' },
  'load-past-imports': {
    firefox: 'its load event, which the driver waits for, waits for every module that was asked for before',
    webkit: 'its load event, which the driver waits for, waits for every module that was asked for before',
  },
  'modules-in-order': { firefox: 'keeps no order of inline modules that are put in by script' },
  'layout-shift': { firefox: 'has no layout-shift entries', webkit: 'has no layout-shift entries' },
  prerender: { firefox: 'has no speculation rules', webkit: 'has no speculation rules' },
  'secure-local-cookies': { webkit: 'keeps no Secure cookie of http://….localhost, although it calls that a secure context' },
  tools: { firefox: 'has no protocol of Chromium’s developer tools', webkit: 'has no protocol of Chromium’s developer tools' },
} satisfies Record<string, Partial<Record<Engine, string>>>

export type Ability = keyof typeof MISSING

/** Why this engine cannot run a test that needs `abilities`; false where it can. */
export function cannot(abilities: readonly Ability[]): string | false {
  const reasons = abilities.map((ability) => (MISSING[ability] as Partial<Record<Engine, string>>)[engine])
  return reasons.find((reason) => reason !== undefined) ?? false
}

const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--lang=en-US',
]

export interface Browser {
  driver: WebDriver
  quit(): Promise<void>
}

/** One browser with a profile of its own. */
export async function startBrowser(): Promise<Browser> {
  switch (engine) {
    case 'chromium': {
      const options = new chrome.Options()
      options.addArguments(...SWITCHES, '--window-size=1280,900')
      const binary = program('chromium', 'google-chrome')
      if (binary) options.setChromeBinaryPath(binary)
      const driver = await new Builder()
        .forBrowser('chrome')
        .setChromeOptions(options)
        .setChromeService(new chrome.ServiceBuilder(required('chromedriver')))
        .build()
      return { driver, quit: () => driver.quit() }
    }
    case 'firefox': {
      const options = new firefox.Options()
      options.addArguments('-headless', '--width=1280', '--height=900')
      options.setPreference('intl.accept_languages', 'en-US')
      const driver = await new Builder()
        .forBrowser('firefox')
        .setFirefoxOptions(options)
        .setFirefoxService(new firefox.ServiceBuilder(required('geckodriver')))
        .build()
      return { driver, quit: () => driver.quit() }
    }
    case 'webkit':
      return startWebKit()
    default:
      throw new Error(`BROWSER is "${String(engine)}"; it can be chromium, firefox or webkit`)
  }
}

/** WebKitGTK's driver serves one session and is no program that selenium knows how to start. */
async function startWebKit(): Promise<Browser> {
  const port = await freePort()
  const child = spawn(required('WebKitWebDriver'), [`--port=${port}`], { stdio: 'ignore' })
  await waitFor('WebKitWebDriver to listen', () => fetch(`http://127.0.0.1:${port}/status`).then((r) => r.ok, () => false))
  const driver = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: miniBrowser(), args: ['--automation'] },
    })
    .build()
  return {
    driver,
    async quit() {
      await driver.quit().catch(() => {})
      child.kill()
    },
  }
}

function miniBrowser(): string {
  const folders = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map((machine) => `/usr/lib/${machine}/webkit2gtk-4.1/MiniBrowser`)
  const found = folders.find((file) => existsSync(file))
  if (!found) throw new Error('MiniBrowser of webkit2gtk-4.1 is not installed: BROWSERS=webkit sh tools/setup.sh test')
  return found
}

function program(...names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter)
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file))
}

function required(name: string): string {
  const found = program(name)
  if (!found) throw new Error(`${name} is not installed: BROWSERS="${engine}" sh tools/setup.sh test`)
  return found
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo
      probe.close(() => resolve(port))
    })
  })
}
