import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Builder, By, Key, type WebDriver } from 'selenium-webdriver'
import { freePort } from './demo-server.mjs'
import type { Browser, Tab } from './driver'
import { until } from './until'

interface Programs {
  driver: string
  browser: string
  display: string
}

const KEYS = { Enter: Key.ENTER, Tab: Key.TAB, Backspace: Key.BACK_SPACE }

/** Starts WebKitGTK on a virtual display, controlled by WebDriver. */
export async function startWebKit(programs: Programs): Promise<Browser> {
  const display = await startDisplay(programs.display)
  const port = await freePort()
  const service = spawn(programs.driver, [`--port=${port}`], {
    env: { ...process.env, DISPLAY: display.name },
    stdio: 'ignore',
  })
  const end = () => {
    for (const child of [service, display.process]) child.kill('SIGTERM')
  }
  try {
    await until('the WebKit driver is ready', () => isListening(port))
    const session = await newSession(port, programs.browser)
    return {
      name: `WebKitGTK ${(await session.getCapabilities()).get('browserVersion')}`,
      newTab: async () => tabOf(session, await newWindow(session)),
      consoleMessages: () => [],
      close: async () => {
        await session.quit()
        end()
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

const newSession = (port: number, binary: string): Promise<WebDriver> =>
  new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    })
    .build()

/** Opens a window per tab, because the driver cannot bring a tab to the front and background tabs are hidden. */
async function newWindow(session: WebDriver): Promise<string> {
  await session.switchTo().newWindow('window')
  return session.getWindowHandle()
}

function tabOf(session: WebDriver, handle: string): Tab {
  const here = async () => {
    await session.switchTo().window(handle)
    return session
  }
  return {
    open: async (url) => (await here()).get(url),
    evaluate: async (expression) => (await here()).executeScript(`return (${expression})`),
    click: async (selector) => (await here()).findElement(By.css(selector)).click(),
    type: async (text) => (await here()).switchTo().activeElement().sendKeys(text),
    press: async (key) => (await here()).switchTo().activeElement().sendKeys(KEYS[key]),
    setWidth: async (width) => {
      await (await here()).manage().window().setRect({ width, height: 844 })
      // The toolbar keeps the window about 450 pixels wide.
      await session.executeScript(`document.documentElement.style.width = '${width}px'`)
    },
  }
}

/** Starts a virtual display. It chooses its number and writes it to file descriptor 3. */
async function startDisplay(program: string): Promise<{ name: string; process: ChildProcess }> {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const [number] = await Promise.race([
    once(child.stdio[3] as NodeJS.ReadableStream, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(`${program} exited before its display was ready.`))),
  ])
  return { name: `:${String(number).trim()}`, process: child }
}

const isListening = (port: number) =>
  fetch(`http://127.0.0.1:${port}/status`).then(
    ({ ok }) => ok,
    () => false,
  )
