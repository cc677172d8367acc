import { env } from '@/lib/config/env'
import { type Segments, segmentsOf } from '@/lib/delivery/segments'
import { isSmsTemplate, smsText } from '@/lib/i18n/sms'
import { CODE_LENGTH } from '@/lib/verification/code-text'
import { statedMinutes } from '@/lib/verification/compose-message'

const MASK = '•'.repeat(CODE_LENGTH)
const ANY_CODE = '0'.repeat(CODE_LENGTH)

/** Returns the text of a message with bullets for its code, which is not derived, and how the real text is encoded. */
export function maskedText(of: {
  template: string
  locale: string
  secondsLeft: number
}): (Segments & { text: string }) | null {
  const { template, locale } = of
  if (!isSmsTemplate(template)) return null
  const values = { minutes: statedMinutes(of.secondsLeft), host: new URL(env().appOrigin).hostname }
  return {
    text: smsText(template, locale, { ...values, code: MASK }),
    ...segmentsOf(smsText(template, locale, { ...values, code: ANY_CODE })),
  }
}
