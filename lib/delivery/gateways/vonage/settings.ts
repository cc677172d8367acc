import * as z from 'zod'
import { httpUrl, type VendorSettings } from '@/lib/delivery/gateways/settings'

export interface VonageSettings {
  url: string
  apiKey: string
  apiSecret: string
  signatureSecret: string
}

const API_URL = 'https://api.nexmo.com'

const fields = {
  VONAGE_API_URL: httpUrl('VONAGE_API_URL', API_URL).default(API_URL),
  VONAGE_API_KEY: z.string(),
  VONAGE_API_SECRET: z.string(),
  VONAGE_SIGNATURE_SECRET: z.string(),
}

export const vonageSettings: VendorSettings<typeof fields, VonageSettings> = {
  fields,
  read: (values) => ({
    url: values.VONAGE_API_URL,
    apiKey: values.VONAGE_API_KEY,
    apiSecret: values.VONAGE_API_SECRET,
    signatureSecret: values.VONAGE_SIGNATURE_SECRET,
  }),
}
