import fs from 'node:fs'
import path from 'node:path'
import type { APIRequestContext, BrowserContext } from '@playwright/test'
import { OWN_DIR } from '@/scripts/testing/e2e-servers.mjs'

const FILE = path.join(OWN_DIR, 'cookies.txt')
/** Shorter ones, like the name of a language, are no secret. */
const SECRET_LENGTH = 16

/** Notes the cookies that a browser of a test has, so that they can be searched for afterwards. */
export async function noteCookies(browser: BrowserContext | APIRequestContext): Promise<void> {
  // A page's whole state would be asked of its pages, one after the other.
  const cookies = 'newPage' in browser ? await browser.cookies() : (await browser.storageState()).cookies
  fs.mkdirSync(OWN_DIR, { recursive: true })
  const secret = cookies.map(({ value }) => value).filter((value) => value.length >= SECRET_LENGTH)
  fs.appendFileSync(FILE, secret.map((value) => `${value}\n`).join(''))
}

export const cookiesOfThisRun = (): Set<string> =>
  new Set(fs.existsSync(FILE) ? fs.readFileSync(FILE, 'utf8').split('\n').filter(Boolean) : [])
