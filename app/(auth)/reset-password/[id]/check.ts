import { complaints } from '@/components/form/check'
import { newPasswordInput } from '@/lib/accounts/input'

export const newPasswordComplaints = (input: unknown) => complaints(newPasswordInput, input)
