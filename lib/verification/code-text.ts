import { plainText } from '@/lib/phone/plain-text'

export const CODE_LENGTH = 6

const CONTROL = /(?!\s)\p{Cc}/u
const BLANKS_AND_DASHES = /[\s\u2010-\u2015\u2212-]/g
/** The last line of our messages, which binds the code to a host: `@host #123456`. */
const BOUND_CODE = /@\S+\s+#(\d{6})(?!\d)/g
/** A number with its separators, such as a time, a date, an amount or a phone number. */
const NUMBER = /\+?\d+(?:[^\S\n\r]\d+|[.,:/\u2010-\u2015\u2212-]\d+)*/g
const CODE = /^\d{6}$|^\d{3}[^\d.,:/]\d{3}$/
const SIX_DIGITS = /^\d{6}$/

export const isCode = (text: string): boolean => SIX_DIGITS.test(text)

const distinct = (codes: string[]) => [...new Set(codes)]

export function digitsOnly(text: string): string | null {
  const bare = plainText(text).replace(BLANKS_AND_DASHES, '')
  return /^\d*$/.test(bare) ? bare : null
}

/** Returns codes next to a time or date ("10:30 417275"), but never the end of a longer number. */
function besideTimes(number: string): string[] {
  const pieces = number.split(/\s/)
  return pieces.every((piece) => isCode(piece) || /\D/.test(piece)) ? pieces.filter(isCode) : []
}

/** Returns the distinct codes in a typed or pasted text, such as a whole SMS. Callers must bound its length. */
export function codesIn(text: string): string[] {
  if (CONTROL.test(text)) return []
  const digits = digitsOnly(text)
  if (digits?.length === CODE_LENGTH) return [digits]
  const plain = plainText(text)
  const bound = [...plain.matchAll(BOUND_CODE)].map(([, code = '']) => code)
  if (bound.length > 0) return distinct(bound)
  const numbers = plain.match(NUMBER) ?? []
  const codes = numbers.filter((number) => CODE.test(number)).map((number) => number.replace(/\D/g, ''))
  return distinct(codes.length > 0 ? codes : numbers.flatMap(besideTimes))
}
