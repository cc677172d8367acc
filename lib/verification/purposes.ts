import type { Purpose } from '@/lib/db/generated/enums'
import type { SmsTemplate } from '@/lib/i18n/sms'

export interface PurposeRules {
  template: SmsTemplate
  needsAccount: boolean
  /** Sends to any entered number, not only to verified ones: subject to the fraud rules. */
  toAnyNumber: boolean
  /** Whether the code page reports delivery. For password resets, that would reveal accounts (R9). */
  reportsDelivery: boolean
  startPath: string
  nextPath: (id: string) => string
}

/** For pages, which must not import the generated client. */
export type PurposeName = Purpose

export const purposes: Record<Purpose, PurposeRules> = {
  SIGN_UP: {
    template: 'signUpCode',
    needsAccount: false,
    toAnyNumber: true,
    reportsDelivery: true,
    startPath: '/sign-up',
    nextPath: (id) => `/sign-up/${id}`,
  },
  PASSWORD_RESET: {
    template: 'resetCode',
    needsAccount: true,
    toAnyNumber: false,
    reportsDelivery: false,
    startPath: '/reset-password',
    nextPath: (id) => `/reset-password/${id}`,
  },
}

export const purposesToAnyNumber = (): Purpose[] =>
  (Object.keys(purposes) as Purpose[]).filter((purpose) => purposes[purpose].toAnyNumber)

export const templatesToAnyNumber = (): SmsTemplate[] =>
  purposesToAnyNumber().map((purpose) => purposes[purpose].template)

export const carriesCode = (template: SmsTemplate): boolean =>
  Object.values(purposes).some((purpose) => purpose.template === template)
