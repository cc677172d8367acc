import { complaints } from '@/components/form/check'
import { codeInput } from '@/lib/verification/input'

export const codeComplaints = (input: unknown) => complaints(codeInput, input)
