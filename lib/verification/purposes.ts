import type { Purpose } from '@/lib/db/generated/enums'
import type { SmsTemplate } from '@/lib/i18n/sms'

/** All that differs between purposes. */
export interface PurposeRules {
  template: SmsTemplate
  /** Only an existing account can be meant; a number without one gets a decoy (R9). */
  needsAccount: boolean
  /** Its messages go to whatever number is typed, not only to those that were proved before: what fraud rules watch. */
  toAnyNumber: boolean
  /** Whether the code page may say how the message fares; for resets that would tell known from unknown numbers. */
  tellsDelivery: boolean
  startPath: string
  nextPath: (id: string) => string
}

/** Named again here, because pages may not look into the generated client. */
export type PurposeName = Purpose

export const purposes: Record<Purpose, PurposeRules> = {
  SIGN_UP: {
    template: 'signUpCode',
    needsAccount: false,
    toAnyNumber: true,
    tellsDelivery: true,
    startPath: '/sign-up',
    nextPath: (id) => `/sign-up/${id}`,
  },
  PASSWORD_RESET: {
    template: 'resetCode',
    needsAccount: true,
    toAnyNumber: false,
    tellsDelivery: false,
    startPath: '/reset-password',
    nextPath: (id) => `/reset-password/${id}`,
  },
}

/** The purposes that write to any number. */
export const purposesToAnyNumber = (): Purpose[] =>
  (Object.keys(purposes) as Purpose[]).filter((purpose) => purposes[purpose].toAnyNumber)

/** The templates of messages that go to any number. */
export const templatesToAnyNumber = (): SmsTemplate[] =>
  purposesToAnyNumber().map((purpose) => purposes[purpose].template)

/** Whether an SMS brings a code; the others are notices. */
export const carriesCode = (template: SmsTemplate): boolean =>
  Object.values(purposes).some((purpose) => purpose.template === template)
