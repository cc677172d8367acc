'use server'
import { start } from '@/app/(auth)/start'
import { formAction } from '@/app/form-action'
import { phoneInput } from '@/lib/verification/input'

export const startSignUp = formAction(phoneInput, ['country', 'phone'], (input, say) => start('SIGN_UP', input, say))
