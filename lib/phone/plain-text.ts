const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
const isDigit = (codePoint: number) => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint))

/** Returns the ASCII digit: Unicode encodes each script's digits as a run from 0 to 9. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0
  let first = codePoint
  while (isDigit(first - 1)) first -= 1
  return String((codePoint - first) % 10)
}

/** Normalizes text (NFKC) without invisible characters, digits in ASCII. Runs in browsers, so without imports. */
export const plainText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/\p{Nd}/gu, asciiDigit)
