import { GUARDED, type Guarded } from '@/scripts/testing/endpoints'
import { expect } from './support/fixtures'
import { freshPassword, freshPhone } from './support/people'
import { type Answer, Site } from './support/site'
import { idIn, openAccount, proved } from './support/site-flows'
import { test } from './support/two-servers'
import { freshAddress, type Visitor, visitor } from './support/visitor'

test.describe.configure({ mode: 'default', timeout: 240_000 })

const COME_BACK = /\b(in|Wait) \d+ (second|minute|hour)s?\b/
const MOST_TRIES = 130

/** Repeats until the answer says when to come back. */
async function untilTold(act: (n: number) => Promise<Answer>): Promise<string> {
  for (let n = 0; n < MOST_TRIES; n++) {
    const { told } = await act(n)
    if (COME_BACK.test(told)) return told
  }
  return 'never told'
}

const WEAK = 'passwordpassword'

/** How often-repeated use of each looks, all of it from one address. */
const repeated: Record<Exclude<Guarded, `app/demo/${string}`>, (site: Site, address: string) => Promise<string>> = {
  'app/(auth)/sign-up/actions.ts startSignUp': (site, address) =>
    untilTold(() => site.start('/sign-up', freshPhone(), visitor(address))),
  'app/(auth)/reset-password/actions.ts startReset': (site, address) =>
    untilTold(() => site.start('/reset-password', freshPhone(), visitor(address))),
  'app/(auth)/verify/[id]/actions.ts checkCode': async (site, address) => {
    const phone = freshPhone()
    const open: { id: string; by: Visitor }[] = []
    for (let n = 0; n < 5; n++) {
      const by = visitor(address)
      open.push({ by, id: idIn(await site.start('/reset-password', phone, by)) })
    }
    return untilTold(async (n) => {
      const { id, by } = open[n % open.length] as (typeof open)[number]
      return site.check(id, '000000', by)
    })
  },
  'app/(auth)/verify/[id]/actions.ts resendCode': async (site, address) => {
    const by = visitor(address)
    const id = idIn(await site.start('/sign-up', freshPhone(), by))
    return untilTold(() => site.resend(id, by))
  },
  'app/(auth)/sign-in/actions.ts signInWithPassword': (site, address) =>
    untilTold(() => site.signIn(freshPhone(), freshPassword(), visitor(address))),
  'app/(auth)/sign-up/[id]/actions.ts createAccount': async (site, address) => {
    const { id, by } = await proved(site, freshPhone(), visitor(address))
    return untilTold(() => site.createAccount(id, WEAK, by))
  },
  'app/(auth)/reset-password/[id]/actions.ts setPassword': async (site, address) => {
    const { phone } = await openAccount(site, freshPhone(), visitor())
    const { id, by } = await proved(site, phone, visitor(address), '/reset-password')
    return untilTold(() => site.setPassword(id, WEAK, by))
  },
  'app/account/password/actions.ts changePassword': async (site, address) => {
    const { by } = await openAccount(site, freshPhone(), visitor(address))
    return untilTold(() => site.changePassword(freshPassword(), freshPassword(), by))
  },
  'app/account/password/actions.ts sendResetCode': async (site, address) => {
    const { by } = await openAccount(site, freshPhone(), visitor(address))
    // Without its cookie the browser starts anew each time instead of resending.
    return untilTold(() => {
      by.cookies.delete('latchkey-browser')
      return site.sendResetCode(by)
    })
  },
  'app/handset/[phone]/page.demo.tsx answer': (site, address) => {
    const path = `/handset/${freshPhone()}`
    return untilTold((n) => {
      const text = n % 2 === 0 ? 'STOP' : 'START'
      return site.post(path, `Reply ${text}`, { text }, visitor(address))
    })
  },
}

test('whatever sends, compares or hashes ends, repeated from one address, in a refusal that says when to come back', async ({
  site,
}) => {
  const told: Record<string, string> = {}
  for (const [endpoint, repeat] of Object.entries(repeated)) told[endpoint] = await repeat(site, freshAddress())
  expect(Object.entries(told).filter(([, sentence]) => !COME_BACK.test(sentence))).toEqual([])
  expect(Object.keys(told)).toHaveLength(GUARDED.length - 1)
})

test('tries of the key that opens a demo end, repeated from one address, in a refusal that says when to come back', async ({
  ownServer,
}) => {
  const { origin } = await ownServer('attacks-access', { DEMO_ACCESS_KEY: 'a key for this test' })
  const site = new Site([origin])
  const address = freshAddress()
  const key = (n: number) => site.post('/demo/access', 'Continue', { key: `guess ${n}` }, visitor(address))
  expect(await untilTold(key)).toMatch(COME_BACK)
})
