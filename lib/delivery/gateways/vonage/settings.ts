import * as z from 'zod'
import { defineSettings, httpUrl } from '@/lib/delivery/gateways/settings'

const API_URL = 'https://api.nexmo.com'

export const vonageSettings = defineSettings({
  fields: {
    VONAGE_API_URL: httpUrl('VONAGE_API_URL', API_URL).default(API_URL),
    VONAGE_API_KEY: z.string(),
    VONAGE_API_SECRET: z.string(),
    VONAGE_SIGNATURE_SECRET: z.string(),
  },
  read: (values) => ({
    url: values.VONAGE_API_URL,
    apiKey: values.VONAGE_API_KEY,
    apiSecret: values.VONAGE_API_SECRET,
    signatureSecret: values.VONAGE_SIGNATURE_SECRET,
  }),
})

export type VonageSettings = ReturnType<typeof vonageSettings.read>
