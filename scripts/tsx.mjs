let registered = false

/** Imports a TypeScript module of this project. Requires installed packages. */
export async function load(module) {
  const { register } = await import('tsx/esm/api')
  if (!registered) register()
  registered = true
  return import(module)
}

/** Prints why the program cannot start, and exits. */
export async function giveUp(error) {
  const plainly = await load('./serve/start-failure.ts').then(
    (module) => module.plainly,
    () => (other) => other.message,
  )
  process.stderr.write(`${plainly(error)}\n`)
  process.exit(error.code > 0 ? error.code : 1)
}
