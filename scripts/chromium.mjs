import fs from 'node:fs'
import { aptInstall, canAptInstall } from './apt.mjs'
import { runNode, step } from './run.mjs'

const USUAL_PLACES = [
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

/** Finds a Chromium or gets one. */
export async function requireChromium() {
  const found = await findChromium()
  if (found) return found
  if (process.env.CHROMIUM) throw new Error(`CHROMIUM names ${process.env.CHROMIUM}, and there is no such file.`)
  await step('installing Chromium', async () => {
    if (canAptInstall() && (await aptInstall('chromium')) === 0) return 0
    return runNode('node_modules/@playwright/test/cli.js', ['install', 'chromium'])
  }).catch(() => {
    throw new Error('No Chromium was found and none could be installed; install one and set CHROMIUM to its path.')
  })
  return findChromium()
}
