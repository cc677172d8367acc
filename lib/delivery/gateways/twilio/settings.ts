import * as z from 'zod'
import { defineSettings, httpUrl, SENDER, SENDER_RULE } from '@/lib/delivery/gateways/settings'

const API_URL = 'https://api.twilio.com'

export const twilioSettings = defineSettings({
  fields: {
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
  },
  read: (values, { receiptOrigin }) => ({
    url: values.TWILIO_API_URL,
    accountSid: values.TWILIO_ACCOUNT_SID,
    authToken: values.TWILIO_AUTH_TOKEN,
    from: values.TWILIO_FROM,
    /** The origin that Twilio signs. Host headers are not trusted, and a proxy may change them. */
    receiptOrigin,
  }),
})

export type TwilioSettings = ReturnType<typeof twilioSettings.read>
