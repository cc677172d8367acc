/**
 * One value per process. Next bundles routes, instrumentation and pages apart, so a module-level variable exists
 * several times over; what must be shared hangs on globalThis instead.
 */
export function singleton<T>(name: string, make: () => T): T {
  const shared = globalThis as unknown as Record<symbol, T | undefined>
  const key = Symbol.for(`latchkey.${name}`)
  shared[key] ??= make()
  return shared[key]
}
