/** One browser tab. Every action brings it to the front. */
export interface Tab {
  open(url: string): Promise<void>
  /** Evaluates an expression in the page. */
  evaluate<T>(expression: string): Promise<T>
  click(selector: string): Promise<void>
  /** Types into the focused element, like a keyboard. */
  type(text: string): Promise<void>
  press(key: Key): Promise<void>
  /** Sets the width of the layout. */
  setWidth(pixels: number): Promise<void>
}

export type Key = 'Enter' | 'Tab' | 'Backspace'

/** A browser under remote control. Its tabs share their cookies. */
export interface Browser {
  name: string
  newTab(): Promise<Tab>
  /** Returns the console output since the last call, if the driver can read it. */
  consoleMessages(): string[]
  close(): Promise<void>
}
