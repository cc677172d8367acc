import type { Browser, Tab } from './driver'
import { until } from './until'

const PASSWORD = 'lantern orbit quiet harbour'
const NEW_PASSWORD = 'seventeen velvet copper ladders'
const NARROW = 390
const MAX_TABS = 40
const CODE = '[name=code]'
const SIGN_OUT = 'form:has([name=intent][value=sign-out]) button'
const RESEND = 'section[aria-labelledby=help] form button'

/** Two tabs of one user: the site and the simulated phone. */
interface Visit {
  origin: string
  /** National digits of a US number. */
  number: string
  site: Tab
  phone: Tab
}

type Step = (visit: Visit) => Promise<void>

/** The steps in order. Each starts where the previous one ended. */
export const STEPS: Record<string, Step> = {
  'the phone waits for messages': async ({ origin, number, phone }) => {
    await phone.open(`${origin}/handset/+1${number}`)
    await until('an empty phone', () => shows(phone, 'h1'))
  },
  'a code is requested': ({ origin, number, site }) => requestCode(site, `${origin}/sign-up`, number),
  'the phone shows the code': async ({ phone }) => void (await codeOn(phone, 1)),
  'a wrong code is rejected': async ({ site, phone }) => {
    const code = await codeOn(phone, 1)
    await hydrated(site)
    await hasFocus(site, CODE)
    await site.type(code === '000000' ? '111111' : '000000')
    await until('the field is marked as invalid', () => shows(site, `${CODE}[aria-invalid=true]`))
    await hasFocus(site, CODE)
  },
  'six digits fit into a narrow page': async ({ site }) => {
    await site.setWidth(NARROW)
    await until('the sixth digit is visible', () => site.evaluate<boolean>(SIX_DIGITS_ARE_VISIBLE))
    await site.setWidth(1280)
  },
  'the code is sent again, by keyboard alone': async ({ site, phone }) => {
    const code = await codeOn(phone, 1)
    await until('the code may be sent again', () => shows(site, `${RESEND}:not([disabled], [aria-disabled=true])`))
    await tabTo(site, RESEND)
    await site.press('Enter')
    if ((await codeOn(phone, 2)) !== code) throw new Error('another code was sent')
  },
  'the right code is accepted, by keyboard alone': async ({ site, phone }) => {
    await enterCode(site, await codeOn(phone, 2))
    await until('the page after the code', () => isAt(site, '^/sign-up/'))
  },
  'an account is created': async ({ site }) => {
    await fill(site, '[name=name]', 'Ada Lovelace')
    await setPassword(site, PASSWORD)
    await until('the account', () => isAt(site, '^/account'))
  },
  'the account is signed out': async ({ site }) => {
    await site.click(SIGN_OUT)
    await until('the session has ended', async () => !(await shows(site, SIGN_OUT)))
  },
  'the password is reset': async ({ origin, number, site, phone }) => {
    await requestCode(site, `${origin}/reset-password`, number)
    await enterCode(site, await codeOn(phone, 3))
    await until('the page after the code', () => isAt(site, '^/reset-password/'))
    await setPassword(site, NEW_PASSWORD)
    await until('the sign-in page', () => isAt(site, '^/sign-in'))
  },
  'the new password signs in': async ({ origin, number, site }) => {
    await site.open(`${origin}/sign-in`)
    await hydrated(site)
    await fill(site, '[name=phone]', number)
    await fill(site, '[name=password]', NEW_PASSWORD)
    await site.press('Enter')
    await until('the account', () => isAt(site, '^/account'))
  },
}

interface Demo {
  origin: string
  /** Returns the pages' console output since the last call. */
  consoleMessages(): string[]
}

/** Runs all steps in a browser. Throws at the first that fails or that writes to the console. */
export async function walkThrough(browser: Browser, { origin, consoleMessages }: Demo, number: string): Promise<void> {
  const visit = { origin, number, site: await browser.newTab(), phone: await browser.newTab() }
  await expectReports(visit, consoleMessages)
  for (const [name, step] of Object.entries(STEPS)) {
    const failure = await step(visit).then(
      () => [],
      (error) => [error instanceof Error ? error.message : String(error)],
    )
    // Firefox also reports the probes itself, with a delay.
    const messages = [...consoleMessages(), ...browser.consoleMessages()].filter((one) => !one.includes(PROBE))
    const problems = [...failure, ...messages.map((one) => `console: ${one}`)]
    if (problems.length > 0) throw new Error(`${name}\n  ${problems.join('\n  ')}`)
  }
}

const PROBE = 'console-probe'

/** Console probes and their expected reports: without working reports, an empty console proves nothing. */
const NOISE: Record<string, string> = {
  [`warn: ${PROBE}`]: `console.warn('${PROBE}')`,
  [`Error: ${PROBE}`]: `setTimeout(() => { throw new Error('${PROBE}') })`,
  [`unhandled rejection: ${PROBE}`]: `void Promise.reject('${PROBE}')`,
  'content security policy: img-src': `new Image().src = 'http://127.0.0.1:1/${PROBE}.png'`,
}

async function expectReports({ origin, site }: Visit, consoleMessages: () => string[]) {
  await site.open(origin)
  for (const [report, expression] of Object.entries(NOISE)) {
    await site.evaluate(`(() => { ${expression} })()`)
    await until(`a report of "${report}" in the console`, async () =>
      consoleMessages().some((one) => one.includes(report)),
    )
  }
}

const SIX_DIGITS_ARE_VISIBLE = `(() => {
  const field = document.querySelector('${CODE}')
  const { left, right } = field.getBoundingClientRect()
  const isInside = left >= 0 && right <= ${NARROW}
  return field.value.length === 6 && isInside && field.scrollWidth <= field.clientWidth
})()`

const shows = (tab: Tab, selector: string) =>
  tab.evaluate<boolean>(`document.querySelector(${JSON.stringify(selector)}) !== null`)

const isAt = (tab: Tab, pattern: string) =>
  tab.evaluate<boolean>(`new RegExp(${JSON.stringify(pattern)}).test(location.pathname)`)

const hasFocus = (tab: Tab, selector: string) => until(`the focus is on ${selector}`, () => focuses(tab, selector))

const focuses = (tab: Tab, selector: string) =>
  tab.evaluate<boolean>(`document.activeElement.matches(${JSON.stringify(selector)})`)

/** Waits until the page's form is hydrated. */
const hydrated = (tab: Tab) =>
  until('the form is hydrated', () =>
    tab.evaluate<boolean>(
      `Object.keys(document.querySelector('main form') ?? {}).some((key) => key.startsWith('__react'))`,
    ),
  )

async function fill(tab: Tab, selector: string, text: string) {
  await until(`a field ${selector}`, () => shows(tab, selector))
  await tab.click(selector)
  await tab.type(text)
}

async function requestCode(tab: Tab, url: string, number: string) {
  await tab.open(url)
  await hydrated(tab)
  await fill(tab, '[name=phone]', number)
  await tab.press('Enter')
  await until('the code page', () => isAt(tab, '^/verify/'))
}

/** Types a code into the field, which submits when complete. */
async function enterCode(tab: Tab, code: string) {
  await hydrated(tab)
  if (!(await focuses(tab, CODE))) await tabTo(tab, CODE)
  await tab.evaluate(`document.activeElement.select()`)
  await tab.type(code)
}

async function setPassword(tab: Tab, password: string) {
  await hydrated(tab)
  await fill(tab, '[name=password]', password)
  await tab.press('Enter')
}

async function tabTo(tab: Tab, selector: string) {
  for (let pressed = 0; pressed < MAX_TABS; pressed++) {
    if (await focuses(tab, selector)) return
    await tab.press('Tab')
  }
  throw new Error(`the Tab key doesn't reach ${selector}`)
}

/** Returns the newest code once the phone shows this many messages. The page updates without a reload. */
const codeOn = (phone: Tab, messages: number) =>
  until(`message ${messages} on the phone`, () =>
    phone.evaluate<string | null>(
      `(() => {
        const time = (article) => article.querySelector('time').dateTime
        const all = [...document.querySelectorAll('main article')].sort((one, other) => (time(one) < time(other) ? 1 : -1))
        return all.length === ${messages} ? /#(\\d{6})(?!\\d)/.exec(all[0].textContent)[1] : null
      })()`,
    ),
  )
