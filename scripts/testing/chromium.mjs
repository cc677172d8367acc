import fs from 'node:fs'
import { aptInstall, canAptInstall } from '../apt.mjs'
import { runNode, step } from '../exec.mjs'

/** Chromium without the parts that only a window needs: the same engine, and the tests take half the time in it. */
const SHELL = '/usr/bin/chromium-headless-shell'
const USUAL_PLACES = [
  SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** The Chromium that browser tests run in: the one named by CHROMIUM, this machine's, or Playwright's own. */
export async function findChromium() {
  const { chromium } = await import('@playwright/test')
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : [...USUAL_PLACES, chromium.executablePath()]
  return candidates.find((file) => fs.existsSync(file))
}

/** Finds a Chromium or gets one: without asking where there is none, and in CI where there is a slower one. */
export async function requireChromium() {
  const found = await findChromium()
  if (process.env.CHROMIUM) {
    if (!found) throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, and there is no such file.`)
    return found
  }
  const slower = found && found !== SHELL && process.env.CI && canAptInstall()
  if (found && !slower) return found
  await step('installing Chromium', install).catch(() => {
    if (!found)
      throw new Error('No Chromium was found and none could be installed; install one and set CHROMIUM to its path.')
  })
  return findChromium()
}

async function install() {
  if (canAptInstall()) {
    for (const name of ['chromium-headless-shell', 'chromium']) if ((await aptInstall(name)) === 0) return 0
  }
  return runNode('node_modules/@playwright/test/cli.js', ['install', 'chromium'])
}
