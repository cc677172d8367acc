import * as z from 'zod'
import { httpUrl, type VendorSettings } from '@/lib/delivery/gateways/settings'
import { demoKey } from '@/lib/demo-keys'
import { replyToken } from './reply-token'

export interface KannelSettings {
  /** The full URL of sendsms. */
  url: string
  username: string
  password: string
  /** Part of the URL to which Kannel forwards inbound messages. */
  replyToken: string
}

const LOCAL_URL = 'http://127.0.0.1:13013/cgi-bin/sendsms'

const fields = {
  KANNEL_URL: httpUrl('KANNEL_URL', LOCAL_URL),
  KANNEL_USERNAME: z.string(),
  KANNEL_PASSWORD: z.string(),
}

export const kannelSettings: VendorSettings<typeof fields, KannelSettings> = {
  fields,
  read: ({ KANNEL_URL: url, KANNEL_USERNAME: username, KANNEL_PASSWORD: password }, { authSecret }) => ({
    url,
    username,
    password,
    replyToken: replyToken(authSecret),
  }),
  // `npm run kannel`
  simulator: {
    unless: 'KANNEL_URL',
    read: ({ authSecret }) => ({
      url: LOCAL_URL,
      username: 'latchkey',
      password: demoKey(authSecret, 'kannel'),
      replyToken: replyToken(authSecret),
    }),
  },
}
