import { handsetPhone } from '@/lib/demo/handset-inbox'
import { parsePhone } from '@/lib/verification/phone'

/** Parses a typed number to E.164, by default as a US number. Returns null if it is invalid. */
export function phoneTyped(text: string): string | null {
  const parsed = parsePhone(text.trim(), 'US')
  return parsed.ok ? parsed.phone : handsetPhone(text.trim())
}
