import { plainText } from './plain-text'

export const E164 = /^\+[1-9]\d{6,14}$/

export const PHONE_INPUT_MAX_LENGTH = 256

const AROUND = /^["'\u2018-\u201f\u00ab\u00bb,;\s]+|["'\u2018-\u201f\u00ab\u00bb,;\s]+$/g

function decodedLink(text: string): string {
  if (!/^[\s\p{Cf}]*tel:/iu.test(text)) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Converts digits and punctuation of any script to ASCII; removes `tel:` and quotation marks, and nothing else. */
export function plainPhone(typed: string): string {
  const text = decodedLink(typed)
  // NFKC would convert ², ½ and ① to digits.
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

export function phoneDigits(plain: string): string | null {
  const digits = plain.replace(/[() ./-]/g, '')
  return /^\+?[0-9]+$/.test(digits) ? digits : null
}
