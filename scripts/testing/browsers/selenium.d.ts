/** The used part of selenium-webdriver, which has no types. */
declare module 'selenium-webdriver' {
  export class WebDriver {
    get(url: string): Promise<void>
    executeScript<T>(script: string): Promise<T>
    getWindowHandle(): Promise<string>
    getCapabilities(): Promise<{ get(name: string): unknown }>
    findElement(by: unknown): WebElement
    switchTo(): {
      window(handle: string): Promise<void>
      newWindow(kind: 'tab' | 'window'): Promise<void>
      activeElement(): WebElement
    }
    manage(): { window(): { setRect(rect: { x?: number; y?: number; width: number; height: number }): Promise<void> } }
    quit(): Promise<void>
  }

  export interface WebElement extends Promise<WebElement> {
    click(): Promise<void>
    sendKeys(...keys: string[]): Promise<void>
  }

  export class Builder {
    usingServer(url: string): this
    withCapabilities(capabilities: Record<string, unknown>): this
    build(): Promise<WebDriver>
  }

  export const By: { css(selector: string): unknown }
  export const Key: Record<'ENTER' | 'TAB' | 'BACK_SPACE', string>
}
