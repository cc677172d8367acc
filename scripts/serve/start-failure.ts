/** An expected failure to start. The message states the cause and the remedy. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}

const SELF_EXPLANATORY = new Set(['StartFailure', 'StepFailed', 'ConfigError', 'DatabaseUnavailable'])

/** Returns the message for the terminal, without a stack trace. */
export function plainly(error: unknown): string {
  if (!(error instanceof Error)) return `Latchkey could not start: ${String(error)}`
  if (SELF_EXPLANATORY.has(error.name)) return error.message
  return `Latchkey could not start: ${error.message.trim().split('\n').at(-1)}`
}
