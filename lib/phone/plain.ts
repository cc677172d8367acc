import { plainText } from './plain-text'

/** Anything longer is rejected before it is normalized. */
export const PHONE_INPUT_MAX_LENGTH = 256

/**
 * Returns a phone number as it was typed or copied in plain ASCII: without invisible characters, with the digits of any
 * script, spaces and dashes of any kind as their ASCII equivalents, and without `tel:`. Everything else stays, for the
 * caller to reject. Runs in browsers.
 */
export function plainPhone(text: string): string {
  // NFKC would turn ², ½ and ① into digits of the number.
  if (/[\p{Nl}\p{No}]/u.test(text)) return text
  return plainText(text)
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
