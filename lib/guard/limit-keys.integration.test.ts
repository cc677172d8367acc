import { randomInt } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { signIn } from '@/lib/accounts/sign-in'
import { db } from '@/lib/db/driver/client'
import { together } from '@/lib/testing/together'
import { freshBrowser, freshIp, freshPhone } from '@/lib/testing/verifications'
import { ipKey } from './ip-key'
import { accessKeyLimitKeys } from './limit-keys'
import { acquire } from './limiter'

/** Returns an unused IPv6 /48, whose n-th IP is in its n-th /64. */
function freshSite() {
  const site = `3fff:${randomInt(1, 0x1000).toString(16)}:${randomInt(1, 0x10000).toString(16)}`
  return { key: `${site}::/48`, clientIp: (n: number) => `${site}:${n.toString(16)}::1` }
}

const tryKey = (clientIp: string) => acquire(accessKeyLimitKeys(clientIp))

describe('limits per client IP and site', () => {
  test('limits access keys to 10 an hour per client IP', async () => {
    const clientIp = freshIp()
    const decisions = await together(15, () => tryKey(clientIp))
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(10)
  })

  test('limits access keys to 50 an hour per IPv6 /48, and counts rejected attempts nowhere', async () => {
    const site = freshSite()
    const decisions = await together(60, (n) => tryKey(site.clientIp(n)))
    const refused = decisions.flatMap((decision, n) => (decision.allowed ? [] : [{ ...decision, n }]))
    expect(refused).toHaveLength(10)
    for (const { policy, n } of refused) {
      expect(policy).toBe('accessKeysPerSite')
      const key = `accessKeysPerIp:${ipKey(site.clientIp(n))}`
      expect((await db().rateLimit.findUnique({ where: { key } }))?.hits ?? []).toEqual([])
    }
    expect(await tryKey(freshSite().clientIp(1))).toMatchObject({ allowed: true })
  })

  test('does not limit an IPv4 network, whose users are unrelated', async () => {
    const network = `198.51.${randomInt(256)}`
    const decisions = await together(60, (n) => tryKey(`${network}.${n}`))
    expect(decisions.every(({ allowed }) => allowed)).toBe(true)
  })

  test('limits passwords to 600 an hour per IPv6 /48', async () => {
    const site = freshSite()
    await db().$executeRaw`
      INSERT INTO "RateLimit" ("key", "hits", "expiresAt")
      VALUES (${`passwordsPerSite:${site.key}`}, array_fill(now(), ARRAY[599]), now() + interval '1 hour')`
    const signInFrom = (clientIp: string) =>
      signIn({ phone: freshPhone(), password: 'seven brass kettles in a row', browserHash: freshBrowser(), clientIp })
    expect(await signInFrom(site.clientIp(1))).toEqual({ kind: 'wrong' })
    expect(await signInFrom(site.clientIp(2))).toMatchObject({ kind: 'limited' })
    expect(await signInFrom(freshSite().clientIp(1))).toEqual({ kind: 'wrong' })
  })
})
