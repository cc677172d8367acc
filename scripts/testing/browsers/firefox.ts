import puppeteer, { type Page } from 'puppeteer-core'
import type { Browser, Tab } from './driver'

/** Starts headless Firefox, controlled by WebDriver BiDi. */
export async function startFirefox(executablePath: string): Promise<Browser> {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true })
  const messages: string[] = []
  const newTab = async () => {
    const page = await browser.newPage()
    page.on('console', (message) => messages.push(`${message.type()}: ${message.text()}`))
    page.on('pageerror', (error) => messages.push(`page error: ${error instanceof Error ? error.message : error}`))
    return tabOf(page)
  }
  return {
    name: `Firefox ${(await browser.version()).split('/').at(-1)}`,
    newTab,
    consoleMessages: () => messages.splice(0),
    close: () => browser.close(),
  }
}

let inFront: Page | undefined

function tabOf(page: Page): Tab {
  const here = async () => {
    if (inFront !== page) await page.bringToFront()
    inFront = page
    return page
  }
  return {
    open: async (url) => void (await (await here()).goto(url)),
    evaluate: async <T>(expression: string) => (await here()).evaluate(expression) as Promise<T>,
    click: async (selector) => (await here()).click(selector),
    type: async (text) => (await here()).keyboard.type(text),
    press: async (key) => (await here()).keyboard.press(key),
    setWidth: async (width) => (await here()).setViewport({ width, height: 844 }),
  }
}
