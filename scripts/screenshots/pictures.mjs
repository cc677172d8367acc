import fs from 'node:fs'
import { recording, writePicture } from './files.mjs'

const FOLDER = 'docs/images'
const DESKTOP = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 2 }
const PHONE = { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2 }
/** Pauses in which a viewer reads what has changed. */
const READ_MS = 1200

/** Walks through the demo and writes its pictures. */
export async function takePictures(browser, origin) {
  fs.mkdirSync(FOLDER, { recursive: true })
  await filmed(browser, origin)
  const landing = await open(browser, origin, DESKTOP)
  await landing.getByRole('listitem').filter({ hasText: 'Verified reached' }).waitFor()
  await shoot(landing, 'landing.png')
  await still(browser, origin, { name: 'Grace', picture: 'stage.png' })
  // The phone is open before its message arrives, so that its lock screen shows it.
  const phone = await open(browser, `${origin}/handset/+12025550178`, PHONE)
  await still(browser, origin, { name: 'Linus', picture: 'stage-dark.png', colorScheme: 'dark' })
  await phone
    .getByText(/\b\d{6}\b/)
    .first()
    .waitFor()
  await shoot(phone, 'phone.png')
}

/** Records a whole sign-up on the stage. */
async function filmed(browser, origin) {
  const page = await open(browser, `${origin}/demo`, { ...DESKTOP, deviceScaleFactor: 1 })
  const film = recording(page)
  await pause()
  await codeArrives(page, 'Ada')
  await pause()
  await page.getByRole('button', { name: /^From Messages/ }).click()
  await appOf(page).getByRole('heading', { name: 'Create your account' }).waitFor()
  await pause()
  await appOf(page).getByRole('button', { name: 'Create account' }).click()
  await appOf(page).getByRole('heading', { name: /Ada/ }).waitFor()
  await pause()
  await film.write(`${FOLDER}/stage.webp`)
  await page.context().close()
}

async function still(browser, origin, { name, picture, colorScheme = 'light' }) {
  const page = await open(browser, `${origin}/demo`, { ...DESKTOP, colorScheme })
  await codeArrives(page, name)
  await shoot(page, picture)
}

/** Starts a sign-up and waits until its code can be entered. */
async function codeArrives(page, name) {
  await page.getByRole('button', { name: `Sign up as ${name}` }).click()
  await appOf(page).getByRole('heading', { name: 'Enter the code' }).waitFor()
  await page.getByRole('button', { name: /^From Messages/ }).waitFor()
  await page.getByRole('listitem').filter({ hasText: 'Phone reached' }).first().waitFor()
}

async function open(browser, url, options) {
  const context = await browser.newContext({ reducedMotion: 'no-preference', ...options })
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'load' })
  return page
}

async function shoot(page, name) {
  await page.evaluate(() => document.fonts.ready)
  // No control under the pointer.
  await page.mouse.move(0, 0)
  await writePicture(`${FOLDER}/${name}`, await page.screenshot({ animations: 'disabled', caret: 'hide' }))
  await page.context().close()
}

const appOf = (page) => page.frameLocator('iframe[title^="The application"]')

const pause = () => new Promise((resolve) => setTimeout(resolve, READ_MS))
