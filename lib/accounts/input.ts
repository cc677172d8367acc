import * as z from 'zod/mini'
import { fields } from '@/lib/verification/input'

/**
 * What people may type about an account, shared by the forms and the server. Messages are keys of the `errors` texts.
 * Runs in browsers: imports nothing but its sister file.
 */
export const PASSWORD_MIN_LENGTH = 15
export const PASSWORD_MAX_LENGTH = 256
const NAME_MAX_LENGTH = 80

/** Characters as people count them: Unicode code points (NIST SP 800-63B-4 3.1.1.2). */
export const codePoints = (text: string): number => [...text.normalize('NFC')].length

/** Refuses a hostile length before anything is composed and counted; decomposed letters take up to four code points. */
const bounded = z.maxLength(PASSWORD_MAX_LENGTH * 4, { error: 'password.long', abort: true })
const wellFormed = z.refine<string>((text) => text.isWellFormed() && !text.includes('\0'), 'password.characters')

const password = (required: string) =>
  z.string().check(
    bounded,
    z.minLength(1, { error: required, abort: true }),
    wellFormed,
    z.refine<string>((text) => codePoints(text) <= PASSWORD_MAX_LENGTH, 'password.long'),
  )

const typedPassword = password('password.required')

const newPassword = typedPassword.check(
  z.refine<string>((text) => codePoints(text) >= PASSWORD_MIN_LENGTH, 'password.short'),
)

/** Controls, private use, halves of characters, and what can't be seen: but joiners, which some scripts need. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Co}\u061c\u2028\u2029\u2800]|(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/u
const SHOWN = /[\p{L}\p{N}\p{S}\p{P}]/u

const name = z.string().check(
  z.maxLength(NAME_MAX_LENGTH, { error: 'name.long', abort: true }),
  z.trim(),
  z.minLength(1, { error: 'name.required', abort: true }),
  z.refine<string>((text) => SHOWN.test(text) && !UNSHOWABLE.test(text), 'name.characters'),
)

export const newAccountInput = z.strictObject({ id: fields.id, name, password: newPassword })
export const newPasswordInput = z.strictObject({ id: fields.id, password: newPassword })
export const signInInput = z.strictObject({ country: fields.country, phone: fields.phone, password: typedPassword })
export const changePasswordInput = z.strictObject({
  current: password('changePassword.required'),
  password: newPassword,
})
export const sendResetCodeInput = z.strictObject({
  intent: z.literal('send-code'),
  puzzle: fields.answer,
  ticket: fields.answer,
})
/** What comes after: the start page, or signing in to another account. */
export const signOutInput = z.strictObject({ intent: z.enum(['sign-out', 'switch-account']) })
export const signOutElsewhereInput = z.strictObject({ intent: z.literal('sign-out-elsewhere') })
export const endSessionInput = z.strictObject({ handle: fields.id })

export type NewAccountInput = z.infer<typeof newAccountInput>
export type NewPasswordInput = z.infer<typeof newPasswordInput>
export type SignInInput = z.infer<typeof signInInput>
