import * as z from 'zod'
import { defineSettings, httpUrl } from '@/lib/delivery/gateways/settings'

export const androidSettings = defineSettings({
  fields: {
    /** The base URL of the API: http://phone:8080, or https://api.sms-gate.app/3rdparty/v1. */
    ANDROID_GATEWAY_URL: httpUrl('ANDROID_GATEWAY_URL', 'http://192.0.2.10:8080'),
    ANDROID_GATEWAY_USERNAME: z.string(),
    ANDROID_GATEWAY_PASSWORD: z.string(),
    ANDROID_GATEWAY_SIGNING_KEY: z.string(),
  },
  read: (values) => ({
    url: values.ANDROID_GATEWAY_URL,
    username: values.ANDROID_GATEWAY_USERNAME,
    password: values.ANDROID_GATEWAY_PASSWORD,
    signingKey: values.ANDROID_GATEWAY_SIGNING_KEY,
  }),
})

export type AndroidSettings = ReturnType<typeof androidSettings.read>
