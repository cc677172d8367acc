/**
 * A posted form as plain strings: React's own fields left out, and null for anything that no form of ours sends: a file,
 * a field twice (R11). So no object from outside can reach a query.
 */
export function plainStrings(data: FormData): Record<string, string> | null {
  const found = new Map<string, string>()
  for (const [name, value] of data) {
    if (name.startsWith('$ACTION_')) continue
    if (typeof value !== 'string' || found.has(name)) return null
    found.set(name, value)
  }
  return Object.fromEntries(found)
}
