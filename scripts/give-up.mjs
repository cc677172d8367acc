const SELF_EXPLANATORY = new Set(['StartFailure', 'StepFailed', 'ConfigError', 'DatabaseUnavailable'])

/** Prints why the program cannot start, without a stack trace, and exits. */
export function giveUp(error) {
  process.stderr.write(`${plainly(error)}\n`)
  process.exit(error.code > 0 ? error.code : 1)
}

function plainly(error) {
  if (!(error instanceof Error)) return `Latchkey could not start: ${String(error)}`
  if (SELF_EXPLANATORY.has(error.name)) return error.message
  return `Latchkey could not start: ${error.message.trim().split('\n').at(-1)}`
}
