import * as z from 'zod/mini'
import { PHONE_INPUT_MAX_LENGTH, plainPhone } from '@/lib/phone/plain-phone'
import { codesIn, digitsOnly } from './code-text'

// Shared by forms and server, so imports must run in browsers. Error messages are keys of the `errors` texts.
const PHONE_MAX_LENGTH = 32

const plainNumber = z
  .string()
  .check(
    z.minLength(1, { error: 'phone.required', abort: true }),
    z.maxLength(PHONE_MAX_LENGTH, { error: 'phone.long', abort: true }),
    z.regex(/^[0-9+() ./-]+$/, { error: 'phone.characters', abort: true }),
    z.regex(/^[^+\d]*\+?[^+]*\d[^+]*$/, 'phone.invalid'),
  )

/** Bounds the raw length first, so that a hostile input costs one comparison. */
const phone = z.pipe(
  z.pipe(z.string().check(z.maxLength(PHONE_INPUT_MAX_LENGTH, 'phone.long')), z.transform(plainPhone)),
  plainNumber,
)

const country = z.string().check(z.regex(/^[A-Z]{2}$/, 'country'))
const id = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'form.invalid'))

const CODE_TEXT_MAX_LENGTH = 1000

const code = z.pipe(
  z.string().check(z.maxLength(CODE_TEXT_MAX_LENGTH, 'code.digits')),
  z.transform((text: string, context) => {
    const [code = '', ...more] = codesIn(text)
    if (code && more.length === 0) return code
    const message = more.length > 0 ? 'code.several' : digitsOnly(text) === '' ? 'code.required' : 'code.digits'
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  }),
)

export const verificationId = id
/** A challenge response or ''. Only its size is bounded here; lib/guard/challenge.ts verifies it. */
const response = z._default(z.string().check(z.maxLength(4000, 'form.invalid')), '')

export const phoneInput = z.strictObject({ country, phone, puzzle: response, waitToken: response })
export const codeInput = z.strictObject({ id, code })
export const resendInput = z.strictObject({ id })

export const fields = { phone, country, id, response }
export type PhoneInput = z.infer<typeof phoneInput>
export type CodeInput = z.infer<typeof codeInput>
export type ResendInput = z.infer<typeof resendInput>
