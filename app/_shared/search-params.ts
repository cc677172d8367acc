export type SearchParams = Promise<Record<string, string | string[] | undefined>>

/** A parameter of the address that should stand there once. */
export const oneOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined
