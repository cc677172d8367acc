import type * as z from 'zod/v4/core'

interface Schema {
  safeParse(input: unknown): { success: true } | { success: false; error: z.$ZodError }
}

/** First complaint of each field, as a key of the `errors` texts. */
export function complaints(schema: Schema, input: unknown): Record<string, string> | null {
  const parsed = schema.safeParse(input)
  if (parsed.success) return null
  const found: Record<string, string> = {}
  for (const issue of parsed.error.issues) found[String(issue.path[0] ?? '')] ??= issue.message
  return found
}
