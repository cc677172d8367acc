/** Returns one value per process, held on globalThis, since Next bundles a module several times. */
export function singleton<T>(name: string, make: () => T): T {
  const shared = globalThis as unknown as Record<symbol, T | undefined>
  const key = Symbol.for(`latchkey.${name}`)
  shared[key] ??= make()
  return shared[key]
}
