/** Format characters, variation selectors and other code points that are never drawn. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
const isDigit = (codePoint: number) => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint))

/** Returns the ASCII digit for a decimal digit of any script: Unicode encodes each script's digits as a run from 0 to 9. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0
  let first = codePoint
  while (isDigit(first - 1)) first -= 1
  return String((codePoint - first) % 10)
}

/**
 * Returns a copied or typed text in its compatibility form (NFKC), without invisible characters and with the digits of
 * every script in ASCII. Runs in browsers: imports nothing. Callers bound the length first.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\p{Nd}/gu, asciiDigit)
