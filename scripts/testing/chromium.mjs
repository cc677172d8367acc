import fs from 'node:fs'
import { aptInstall, canAptInstall } from '../apt.mjs'
import { runNode, step } from '../exec.mjs'

/** The same engine without a user interface; tests take half the time. */
const SHELL = '/usr/bin/chromium-headless-shell'
const COMMON_PATHS = [
  SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Returns the path of Chromium for browser tests: from CHROMIUM, the system's, or Playwright's. */
export async function findChromium() {
  const { chromium } = await import('@playwright/test')
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : [...COMMON_PATHS, chromium.executablePath()]
  return candidates.find((file) => fs.existsSync(file))
}

/** Returns the path of Chromium. Installs it if there is none or, in CI, to replace a slower one. */
export async function requireChromium() {
  const found = await findChromium()
  if (process.env.CHROMIUM) {
    if (!found) throw new Error(`CHROMIUM is set to ${process.env.CHROMIUM}, which does not exist.`)
    return found
  }
  const isReplaceable = found && found !== SHELL && process.env.CI && canAptInstall()
  if (found && !isReplaceable) return found
  await step('installing Chromium', install).catch(() => {
    if (!found)
      throw new Error('Chromium was not found and could not be installed; install it and set CHROMIUM to its path.')
  })
  return findChromium()
}

async function install() {
  if (canAptInstall()) {
    for (const name of ['chromium-headless-shell', 'chromium']) if ((await aptInstall(name)) === 0) return 0
  }
  return runNode('node_modules/@playwright/test/cli.js', ['install', 'chromium'])
}
