/** Anything longer is rejected before it is normalized. */
export const PHONE_INPUT_MAX_LENGTH = 256

/** Every script's decimal digits are consecutive code points in runs of ten. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) ?? 0
  let above = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(codePoint - above - 1))) above++
  return String(above % 10)
}

/**
 * Returns a phone number as it was typed or copied in plain ASCII: without invisible characters, with the digits of any
 * script, spaces and dashes of any kind as their ASCII equivalents, and without `tel:`. Everything else stays, for the
 * caller to reject. Runs in browsers, so this file imports nothing.
 */
export function plainPhone(text: string): string {
  // NFKC would turn ², ½ and ① into digits of the number.
  if (/[\p{Nl}\p{No}]/u.test(text)) return text
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(/[\p{Pd}\u2043\u2212\u30fc]/gu, '-')
    .trim()
    .replace(/^tel:/i, '')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim()
}

/** Returns the digits of a plain number, behind a `+` if it has one, or null if it contains anything else. */
export function phoneDigits(plain: string): string | null {
  const digits = plain.replace(/[() ./-]/g, '')
  return /^\+?[0-9]+$/.test(digits) ? digits : null
}
