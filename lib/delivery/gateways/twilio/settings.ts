import * as z from 'zod'
import { httpUrl, SENDER, SENDER_RULE, type VendorSettings } from '@/lib/delivery/gateways/settings'

export interface TwilioSettings {
  url: string
  accountSid: string
  authToken: string
  /** The account's own sender, a number or a messaging service (MG...); overrides the message's. */
  from?: string
  /** The origin that Twilio calls and signs. A proxy may hide it from us, and clients choose the Host header. */
  receiptOrigin: string
}

const API_URL = 'https://api.twilio.com'

const fields = {
  TWILIO_API_URL: httpUrl('TWILIO_API_URL', API_URL).default(API_URL),
  TWILIO_ACCOUNT_SID: z.string().regex(/^AC\w+$/, 'TWILIO_ACCOUNT_SID must begin with AC.'),
  TWILIO_AUTH_TOKEN: z.string(),
  TWILIO_FROM: z
    .string()
    .refine(
      (from) => /^MG[0-9a-fA-F]{32}$/.test(from) || SENDER.test(from),
      `TWILIO_FROM must be a messaging service (MG and 32 hexadecimal digits) or a sender of ${SENDER_RULE}.`,
    )
    .optional(),
}

export const twilioSettings: VendorSettings<typeof fields, TwilioSettings> = {
  fields,
  read: (values, { receiptOrigin }) => ({
    url: values.TWILIO_API_URL,
    accountSid: values.TWILIO_ACCOUNT_SID,
    authToken: values.TWILIO_AUTH_TOKEN,
    from: values.TWILIO_FROM,
    receiptOrigin,
  }),
}
