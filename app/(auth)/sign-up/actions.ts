'use server'
import { formAction } from '@/app/_shared/form-action'
import { start } from '@/app/(auth)/_shared/start-verification'
import { phoneInput } from '@/lib/verification/input'

export const startSignUp = formAction(phoneInput, ['country', 'phone'], (input, results, client) =>
  start('SIGN_UP', input, results, client),
)
