import { complaints } from '@/components/form/validate'
import { signInInput } from '@/lib/accounts/input'

export const signInComplaints = (input: unknown) => complaints(signInInput, input)
