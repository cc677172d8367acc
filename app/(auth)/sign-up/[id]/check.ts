import { complaints } from '@/components/form/check'
import { newAccountInput } from '@/lib/accounts/input'

export const newAccountComplaints = (input: unknown) => complaints(newAccountInput, input)
