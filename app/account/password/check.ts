import { complaints } from '@/components/form/check'
import { changePasswordInput } from '@/lib/accounts/input'

export const changePasswordComplaints = (input: unknown) => complaints(changePasswordInput, input)
