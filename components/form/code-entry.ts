import { plainText } from '@/lib/phone/plain-text'
import { CODE_LENGTH, codesIn } from '@/lib/verification/code-text'

export type CodeProblem = 'code.several' | 'code.notFound'

export interface CodeEntry {
  /** What the field holds afterwards: at most six digits. */
  value: string
  /** Why a paste changed nothing. */
  problem?: CodeProblem
}

/** Bounds what a paste costs; our messages have a tenth of it. */
const LONGEST_PASTE = 2000

const digitsOf = (text: string) => plainText(text).replace(/\D/g, '')

/** Returns what a paste makes of the field: the code in it, or at least its digits when these are part of a code. */
export function pasteCode(before: string, pasted: string): CodeEntry {
  const text = pasted.slice(0, LONGEST_PASTE)
  const [code, ...more] = codesIn(text)
  if (more.length > 0) return { value: before, problem: 'code.several' }
  if (code !== undefined) return { value: code }
  const digits = digitsOf(text)
  const isPart = digits.length > 0 && digits.length < CODE_LENGTH && !/\p{L}/u.test(text)
  return isPart ? { value: (before + digits).slice(0, CODE_LENGTH) } : { value: before, problem: 'code.notFound' }
}

/**
 * Returns what the field holds after an edit that left `text` in it. Typing stops at six digits, and letters are dropped;
 * what arrives at once (dropped, autofilled, dictated) is read like a paste.
 */
export function editCode(before: string, text: string): CodeEntry {
  const digits = digitsOf(text.slice(0, LONGEST_PASTE))
  if (text.length <= before.length + 1) return { value: digits.length > CODE_LENGTH ? before : digits }
  return digits === plainText(text).trim() && digits.length <= CODE_LENGTH ? { value: digits } : pasteCode(before, text)
}
