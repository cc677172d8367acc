import type * as z from 'zod/v4/core'
import type { LoadValidator } from './form-state'

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

/** Validates a form by a schema, which is loaded once the form is touched. */
export const validateBy =
  (load: () => Promise<Schema>): LoadValidator =>
  async () => {
    const schema = await load()
    return (input) => complaints(schema, input)
  }

/** For forms without fields, and for those that only the server can judge. */
export const nothingToValidate: LoadValidator = async () => () => null
