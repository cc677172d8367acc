import { GUARDED, type Guarded } from '@/scripts/testing/endpoints'
import { expect } from './support/fixtures'
import { freshPassword, freshPhone } from './support/people'
import type { Answer, Site } from './support/site'
import { idIn, openAccount, proved } from './support/site-flows'
import { test } from './support/two-servers'
import { freshIp, type Visitor, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const COME_BACK = /\b(in|Wait) \d+ (second|minute|hour)s?\b/
const MOST_TRIES = 130

/** Repeats a request until the response contains a retry time. */
async function untilTold(act: (n: number) => Promise<Answer>): Promise<string> {
  for (let n = 0; n < MOST_TRIES; n++) {
    const { message } = await act(n)
    if (COME_BACK.test(message)) return message
  }
  return 'never limited'
}

const WEAK = 'passwordpassword'

/** Repeats each action from one IP and returns its rejection. */
const repeated: Record<Exclude<Guarded, `app/demo/${string}`>, (site: Site, clientIp: string) => Promise<string>> = {
  'app/(auth)/sign-up/actions.ts startSignUp': (site, clientIp) =>
    untilTold(() => site.start('/sign-up', freshPhone(), visitor(clientIp))),
  'app/(auth)/reset-password/actions.ts startReset': (site, clientIp) =>
    untilTold(() => site.start('/reset-password', freshPhone(), visitor(clientIp))),
  'app/(auth)/verify/[id]/actions.ts checkCode': async (site, clientIp) => {
    const phone = freshPhone()
    const open: { id: string; by: Visitor }[] = []
    for (let n = 0; n < 5; n++) {
      const by = visitor(clientIp)
      open.push({ by, id: idIn(await site.start('/reset-password', phone, by)) })
    }
    return untilTold(async (n) => {
      const { id, by } = open[n % open.length] as (typeof open)[number]
      return site.check(id, '000000', by)
    })
  },
  'app/(auth)/verify/[id]/actions.ts resendCode': async (site, clientIp) => {
    const by = visitor(clientIp)
    const id = idIn(await site.start('/sign-up', freshPhone(), by))
    return untilTold(() => site.resend(id, by))
  },
  'app/(auth)/sign-in/actions.ts signInWithPassword': (site, clientIp) =>
    untilTold(() => site.signIn(freshPhone(), freshPassword(), visitor(clientIp))),
  'app/(auth)/sign-up/[id]/actions.ts createAccount': async (site, clientIp) => {
    const { id, by } = await proved(site, freshPhone(), visitor(clientIp))
    return untilTold(() => site.createAccount(id, WEAK, by))
  },
  'app/(auth)/reset-password/[id]/actions.ts setPassword': async (site, clientIp) => {
    const { phone } = await openAccount(site, freshPhone(), visitor())
    const { id, by } = await proved(site, phone, visitor(clientIp), '/reset-password')
    return untilTold(() => site.setPassword(id, WEAK, by))
  },
  'app/account/password/actions.ts changePassword': async (site, clientIp) => {
    const { by } = await openAccount(site, freshPhone(), visitor(clientIp))
    return untilTold(() => site.changePassword(freshPassword(), freshPassword(), by))
  },
  'app/account/password/actions.ts sendResetCode': async (site, clientIp) => {
    const { by } = await openAccount(site, freshPhone(), visitor(clientIp))
    // Without its cookie the browser starts a new verification each time instead of resending.
    return untilTold(() => {
      by.cookies.delete('latchkey-browser')
      return site.sendResetCode(by)
    })
  },
  'app/handset/[phone]/page.demo.tsx answer': (site, clientIp) => {
    const path = `/handset/${freshPhone()}`
    return untilTold((n) => {
      const text = n % 2 === 0 ? 'STOP' : 'START'
      return site.post(path, `Reply ${text}`, { text }, visitor(clientIp))
    })
  },
}

test('every action that sends an SMS, checks a code or hashes a password is rate-limited per IP with a retry time', async ({
  site,
}) => {
  const messages: Record<string, string> = {}
  for (const [endpoint, repeat] of Object.entries(repeated)) messages[endpoint] = await repeat(site, freshIp())
  expect(Object.entries(messages).filter(([, sentence]) => !COME_BACK.test(sentence))).toEqual([])
  // The key of a demo is tried in retry-after.http.spec.ts.
  expect(Object.keys(messages)).toHaveLength(GUARDED.length - 1)
})
