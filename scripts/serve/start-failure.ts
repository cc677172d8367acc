/** What keeps the server from starting; the message is one sentence that says what to do. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}

const SAID_PLAINLY = new Set(['StartFailure', 'StepFailed', 'ConfigError', 'DatabaseUnavailable'])

/** What to tell the person at the terminal: never a stack. */
export function plainly(error: unknown): string {
  if (!(error instanceof Error)) return `Latchkey couldn't start: ${String(error)}`
  if (SAID_PLAINLY.has(error.name)) return error.message
  return `Latchkey couldn't start: ${error.message.trim().split('\n').at(-1)}`
}
