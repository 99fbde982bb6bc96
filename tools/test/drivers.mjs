// Which WebDriver the wasm-bindgen test runner is given, by the name of a browser.

import { existsSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from '../build/settings.mjs'

const DRIVERS = {
  chromium: { program: 'chromedriver', variable: 'CHROMEDRIVER' },
  firefox: { program: 'geckodriver', variable: 'GECKODRIVER' },
  webkit: { program: 'WebKitWebDriver', variable: 'SAFARIDRIVER' },
}

export const BROWSERS = Object.keys(DRIVERS)

export function driverEnvironment(browser = 'chromium') {
  const driver = DRIVERS[browser]
  if (!driver) throw new Error(`BROWSER is "${browser}"; it can be ${BROWSERS.join(', ')}`)
  const program = findProgram(driver.program)
  if (!program) throw new Error(`${driver.program} is not installed: BROWSERS="${browser}" sh tools/setup.sh test`)
  return {
    [driver.variable]: program,
    WASM_BINDGEN_TEST_WEBDRIVER_JSON: inRoot('tools', 'test', 'webdriver.json'),
  }
}

export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file))
}
