import * as z from 'zod'
import { defineSettings, httpUrl } from '@/lib/delivery/gateways/settings'
import { demoKey } from '@/lib/demo/keys'
import { inboundToken } from './inbound-token'

const LOCAL_URL = 'http://127.0.0.1:13013/cgi-bin/sendsms'

export const kannelSettings = defineSettings({
  fields: {
    KANNEL_URL: httpUrl('KANNEL_URL', LOCAL_URL),
    KANNEL_USERNAME: z.string(),
    KANNEL_PASSWORD: z.string(),
  },
  read: (values, { authSecret }) => ({
    url: values.KANNEL_URL,
    username: values.KANNEL_USERNAME,
    password: values.KANNEL_PASSWORD,
    inboundToken: inboundToken(authSecret),
  }),
  simulator: {
    unless: 'KANNEL_URL',
    read: ({ authSecret }) => ({
      url: LOCAL_URL,
      username: 'latchkey',
      password: demoKey(authSecret, 'kannel'),
      inboundToken: inboundToken(authSecret),
    }),
  },
})

export type KannelSettings = ReturnType<typeof kannelSettings.read>
