import type * as z from 'zod/v4/core'
import type { LoadValidator } from './form-state'

interface Schema {
  safeParse(input: unknown): { success: true } | { success: false; error: z.$ZodError }
}

/** Returns the first error of each field as a key of the `errors` texts, or null. */
export function complaints(schema: Schema, input: unknown): Record<string, string> | null {
  const parsed = schema.safeParse(input)
  if (parsed.success) return null
  const found: Record<string, string> = {}
  for (const issue of parsed.error.issues) found[String(issue.path[0] ?? '')] ??= issue.message
  return found
}

/** Validates by a schema that is loaded when the form is first used. */
export const validateBy =
  (load: () => Promise<Schema>): LoadValidator =>
  async () => {
    const schema = await load()
    return (input) => complaints(schema, input)
  }

export const nothingToValidate: LoadValidator = async () => () => null
