import { phoneInput } from '@/lib/verification/input'
import { complaints } from './check'

export const phoneComplaints = (input: unknown) => complaints(phoneInput, input)
