import { plainText } from '@/lib/phone/plain-text'
import { CODE_LENGTH, codesIn } from '@/lib/verification/code-text'

export type CodeProblem = 'code.several' | 'code.notFound'

export interface CodeEntry {
  /** New value of the field: at most six digits. */
  value: string
  /** Why a paste was rejected. */
  problem?: CodeProblem
}

/** Limits the parsed characters of a paste; our messages have a tenth of this. */
const LONGEST_PASTE = 2000

const digitsOf = (text: string) => plainText(text).replace(/\D/g, '')

/** Returns the value after a paste: the code in the text, or the old value with the pasted part of a code. */
export function pasteCode(before: string, pasted: string): CodeEntry {
  const text = pasted.slice(0, LONGEST_PASTE)
  const [code, ...more] = codesIn(text)
  if (more.length > 0) return { value: before, problem: 'code.several' }
  if (code !== undefined) return { value: code }
  const digits = digitsOf(text)
  const isPart = digits.length > 0 && digits.length < CODE_LENGTH && !/\p{L}/u.test(text)
  return isPart ? { value: (before + digits).slice(0, CODE_LENGTH) } : { value: before, problem: 'code.notFound' }
}

/** Returns the value after an edit to `text`. Text inserted at once (dropped, autofilled, dictated) is a paste. */
export function editCode(before: string, text: string): CodeEntry {
  const digits = digitsOf(text.slice(0, LONGEST_PASTE))
  if (text.length <= before.length + 1) return { value: digits.length > CODE_LENGTH ? before : digits }
  return digits === plainText(text).trim() && digits.length <= CODE_LENGTH ? { value: digits } : pasteCode(before, text)
}
