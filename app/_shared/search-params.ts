export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** A query parameter that should occur once. */
export const searchParam = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
