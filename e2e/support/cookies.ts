import fs from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, BrowserContext } from '@playwright/test'
import { OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'

const FILE = path.join(OWN_DIR, 'cookies.txt')
/** Shorter cookies, such as the locale, are not secret. */
const SECRET_LENGTH = 16

/** Records the cookies of a test's browser for the leak search. */
export async function noteCookies(browser: BrowserContext | APIRequestContext): Promise<void> {
  // storageState() of a browser context would visit its pages one by one.
  const cookies = 'newPage' in browser ? await browser.cookies() : (await browser.storageState()).cookies
  fs.mkdirSync(OWN_DIR, { recursive: true })
  const secret = cookies.map(({ value }) => value).filter((value) => value.length >= SECRET_LENGTH)
  fs.appendFileSync(FILE, secret.map((value) => `${value}\n`).join(''))
}

export const cookiesOfThisRun = (): Set<string> =>
  new Set(fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [])
