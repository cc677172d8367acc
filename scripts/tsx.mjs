let registered = false

/** Imports a TypeScript module of this project. Requires installed packages. */
export async function load(module) {
  const { register } = await import('tsx/esm/api')
  if (!registered) register()
  registered = true
  return import(module)
}
