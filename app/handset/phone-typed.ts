import { handsetPhone } from '@/lib/demo/handset-inbox'
import { parsePhone } from '@/lib/verification/phone'

/** Returns the E.164 number that was typed, one without a country code being American; null if it is no phone number. */
export function phoneTyped(text: string): string | null {
  const parsed = parsePhone(text.trim(), 'US')
  return parsed.ok ? parsed.phone : handsetPhone(text.trim())
}
