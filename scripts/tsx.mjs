let registered = false

/** Loads TypeScript of this project into this process; only possible once the packages are installed. */
export async function load(module) {
  const { register } = await import('tsx/esm/api')
  if (!registered) register()
  registered = true
  return import(module)
}

/** Leaves with one sentence on what kept the program from starting. */
export async function giveUp(error) {
  const plainly = await load('./serve/start-failure.ts').then(
    (module) => module.plainly,
    () => (other) => other.message,
  )
  process.stderr.write(`${plainly(error)}\n`)
  process.exit(error.code > 0 ? error.code : 1)
}
