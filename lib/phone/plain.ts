import { plainText } from './plain-text'

/** A number as it is stored: a plus sign, the country code and the national number, 15 digits at most. */
export const E164 = /^\+[1-9]\d{6,14}$/

/** Anything longer is rejected before it is normalized. */
export const PHONE_INPUT_MAX_LENGTH = 256

/** Quotation marks and what stands between the items of a list. */
const AROUND = /^["'\u2018-\u201f\u00ab\u00bb,;\s]+|["'\u2018-\u201f\u00ab\u00bb,;\s]+$/g

/** Returns the text behind the percent-encoding of a copied link. */
function decodedLink(text: string): string {
  if (!/^[\s\p{Cf}]*tel:/iu.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Returns a phone number as it was typed or copied in plain ASCII: without invisible characters, with the digits of any
 * script, spaces, dashes, dots and brackets of any kind as their ASCII equivalents, without `tel:` and without quotation
 * marks around it. Everything else stays, for the caller to reject. Runs in browsers.
 */
export function plainPhone(typed: string): string {
  const text = decodedLink(typed)
  // NFKC would turn ², ½ and ① into digits of the number.
  if (/[\p{Nl}\p{No}]/u.test(text)) return text
  return plainText(text)
    .replace(AROUND, '')
    .replace(/^tel:/i, '')
    .replace(/[\p{Pd}\u2043\u2212\u30fc]/gu, '-')
    .replace(/[\u00b7\u2022\u2219\u22c5\u30fb]/g, '.')
    .replace(/\p{Ps}/gu, '(')
    .replace(/\p{Pe}/gu, ')')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim()
}

/** Returns the digits of a plain number, behind a `+` if it has one, or null if it contains anything else. */
export function phoneDigits(plain: string): string | null {
  const digits = plain.replace(/[() ./-]/g, '')
  return /^\+?[0-9]+$/.test(digits) ? digits : null
}
