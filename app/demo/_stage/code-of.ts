/** Returns the code of a message, which begins with it. */
export const codeOf = (body: string): string | null => /^\D{0,20}(\d{6})\b/.exec(body)?.[1] ?? null
