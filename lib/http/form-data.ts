/** Returns the fields without React's own, or null for a file or repeated field, so queries get only strings (R11). */
export function plainStrings(data: FormData): Record<string, string> | null {
  const found = new Map<string, string>()
  for (const [name, value] of data) {
    if (name.startsWith('$ACTION_')) continue
    if (typeof value !== 'string' || found.has(name)) return null
    found.set(name, value)
  }
  return Object.fromEntries(found)
}
