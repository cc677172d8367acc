'use server'
import { start } from '@/app/(auth)/start'
import { formAction } from '@/app/form-action'
import { phoneInput } from '@/lib/verification/input'

export const startReset = formAction(phoneInput, ['country', 'phone'], (input, say) =>
  start('PASSWORD_RESET', input, say),
)
