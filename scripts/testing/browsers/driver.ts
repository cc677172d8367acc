/** One tab of a real browser, as far as the walkthrough needs it. Whatever is done in it brings it to the front. */
export interface Tab {
  open(url: string): Promise<void>
  /** Evaluates an expression in the page. */
  evaluate<T>(expression: string): Promise<T>
  click(selector: string): Promise<void>
  /** Types into the element that has the focus, as a keyboard does. */
  type(text: string): Promise<void>
  press(key: Key): Promise<void>
  /** Lays the page out at this width. */
  setWidth(pixels: number): Promise<void>
}

export type Key = 'Enter' | 'Tab' | 'Backspace'

/** A browser under remote control. Its tabs share their cookies. */
export interface Browser {
  name: string
  newTab(): Promise<Tab>
  /** What the browser itself reports of its console since the last call, where its driver can read it. */
  consoleMessages(): string[]
  close(): Promise<void>
}
