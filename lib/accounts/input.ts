import * as z from 'zod/mini'
import { fields } from '@/lib/verification/input'
import { codePoints } from './code-points'
import { isShowable, trimmedName } from './name'

// Shared by forms and server, so imports must run in browsers. Error messages are keys of the `errors` texts.
export const PASSWORD_MIN_LENGTH = 15
export const PASSWORD_MAX_LENGTH = 256
export const NAME_MAX_LENGTH = 80
/** Maximum UTF-16 units of one composed character. */
const LONGEST_COMPOSED = 6

/** Bounds hostile input before it is composed; decomposed letters have up to four code points. */
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

const name = z.pipe(
  z
    .string()
    .check(
      z.maxLength(NAME_MAX_LENGTH * LONGEST_COMPOSED, { error: 'name.long', abort: true }),
      z.overwrite(trimmedName),
    ),
  z.string().check(
    z.minLength(1, { error: 'name.required', abort: true }),
    z.refine<string>((text) => codePoints(text) <= NAME_MAX_LENGTH, { error: 'name.long', abort: true }),
    z.refine<string>(isShowable, 'name.characters'),
  ),
)

export const newAccountInput = z.strictObject({ id: fields.id, name, password: newPassword })
export const newPasswordInput = z.strictObject({ id: fields.id, password: newPassword })
export const signInInput = z.strictObject({
  country: fields.country,
  phone: fields.phone,
  password: typedPassword,
  puzzle: fields.response,
  waitToken: fields.response,
})
export const changePasswordInput = z.strictObject({
  current: password('changePassword.required'),
  password: newPassword,
})
export const sendResetCodeInput = z.strictObject({
  intent: z.literal('send-code'),
  puzzle: fields.response,
  waitToken: fields.response,
})
export const signOutInput = z.strictObject({ intent: z.enum(['sign-out', 'switch-account']) })
export const signOutElsewhereInput = z.strictObject({ intent: z.literal('sign-out-elsewhere') })
export const endSessionInput = z.strictObject({ handle: fields.id })

export type NewAccountInput = z.infer<typeof newAccountInput>
export type NewPasswordInput = z.infer<typeof newPasswordInput>
export type SignInInput = z.infer<typeof signInInput>
