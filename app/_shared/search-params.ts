export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** Returns a query parameter, or undefined if it is repeated. */
export const searchParam = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
