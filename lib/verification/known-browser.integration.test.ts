import { describe, expect, test } from 'vitest'
import { resetPassword } from '@/lib/accounts/reset-password'
import { signIn } from '@/lib/accounts/sign-in'
import { createAccount } from '@/lib/accounts/sign-up'
import { db } from '@/lib/db/driver/client'
import { together } from '@/lib/testing/together'
import { ageCounters, freshBrowser, freshIp, freshStart, otherCode, started } from '@/lib/testing/verifications'
import { check } from './check'
import { initiate } from './initiate'

const PASSWORD = 'quiet lanterns cross the harbour'

/** Creates an account. Returns its number and known browser. */
async function owner() {
  const of = await started()
  await check(of)
  const outcome = await createAccount({ ...of, name: 'Ada', password: PASSWORD })
  if (outcome.kind !== 'created') throw new Error(outcome.kind)
  return { phone: of.phone, browserHash: of.browserHash }
}

const reset = (of: { phone: string; browserHash?: string }) =>
  initiate(freshStart({ ...of, purpose: 'PASSWORD_RESET' }))
const passwordOf = (of: { phone: string; browserHash?: string }, password: string) =>
  signIn({ browserHash: freshBrowser(), clientIp: freshIp(), ...of, password })

describe('known browsers', () => {
  test('a known browser can start a reset after attackers have exhausted the messages of the phone', async () => {
    const { phone, browserHash } = await owner()
    await together(30, () => reset({ phone }))
    await together(30, () => initiate(freshStart({ phone })))
    expect(await reset({ phone })).toMatchObject({ kind: 'limited' })
    const sent = await reset({ phone, browserHash })
    expect(sent).toMatchObject({ kind: 'sent' })
    expect(await db().message.count({ where: { to: phone } })).toBeLessThanOrEqual(11)
  })

  test("known and unknown browsers cannot exhaust each other's attempts at reset codes", async () => {
    const { phone, browserHash } = await owner()
    const exhaust = async (browser?: string) => {
      for (let round = 0; round < 4; round++) {
        const of = await started({ phone, purpose: 'PASSWORD_RESET', ...(browser && { browserHash: browser }) })
        await together(5, (n) => check({ ...of, clientIp: freshIp(), code: otherCode(of.code, n + 1) }))
        await db().$executeRaw`UPDATE "Verification" SET "expiresAt" = now() WHERE "id" = ${of.id}::uuid`
        await ageCounters('send', 24 * 3600)
      }
      await ageCounters('wrongCodesPerRange', 3600)
    }
    await exhaust()
    expect(await reset({ phone })).toMatchObject({ kind: 'limited' })
    const own = await started({ phone, browserHash, purpose: 'PASSWORD_RESET' })
    expect(await check(own)).toMatchObject({ kind: 'approved' })
    await ageCounters('send', 24 * 3600)
    await ageCounters(`wrongCodesPerBucket:PASSWORD_RESET:${phone}`, 24 * 3600)
    await exhaust(browserHash)
    expect(await reset({ phone, browserHash })).toMatchObject({ kind: 'limited' })
    expect(await reset({ phone })).toMatchObject({ kind: 'sent' })
  })

  test('a known browser can sign in after attackers have exhausted the wrong passwords of its account', async () => {
    const { phone, browserHash } = await owner()
    for (let n = 0; n < 30; n++) await passwordOf({ phone }, 'a wrong password')
    expect(await passwordOf({ phone }, PASSWORD)).toMatchObject({ kind: 'limited' })
    expect(await passwordOf({ phone, browserHash }, PASSWORD)).toMatchObject({ kind: 'signed-in' })
  })

  test('limits a known browser to 30 wrong passwords an hour', async () => {
    const { phone, browserHash } = await owner()
    for (let n = 0; n < 30; n++) await passwordOf({ phone, browserHash }, 'a wrong password')
    expect(await passwordOf({ phone, browserHash }, PASSWORD)).toMatchObject({ kind: 'limited' })
  })

  test('limits known browsers to 10 messages a day per account and 20 an hour per client IP', async () => {
    const { phone, browserHash } = await owner()
    const kinds = []
    for (let hour = 0; hour < 3; hour++) {
      for (let n = 0; n < 5; n++) {
        kinds.push((await reset({ phone, browserHash })).kind)
        await ageCounters(browserHash, 300)
      }
      await ageCounters('sendsPerBucket', 3600)
    }
    expect(kinds.filter((kind) => kind === 'sent')).toHaveLength(10)
    const clientIp = freshIp()
    const all = []
    for (let n = 0; n < 21; n++)
      all.push((await initiate(freshStart({ ...(await owner()), purpose: 'PASSWORD_RESET', clientIp }))).kind)
    expect(all.filter((kind) => kind === 'sent')).toHaveLength(20)
  })

  test('a known browser of one account does not have a separate quota for another account', async () => {
    const [one, other] = [await owner(), await owner()]
    await together(30, () => reset({ phone: other.phone }))
    await together(30, () => initiate(freshStart({ phone: other.phone })))
    expect(await reset({ phone: other.phone, browserHash: one.browserHash })).toMatchObject({ kind: 'limited' })
  })

  test('a password reset in another browser makes a known browser unknown until it signs in again', async () => {
    const { phone, browserHash } = await owner()
    const elsewhere = await started({ phone, purpose: 'PASSWORD_RESET' })
    await check(elsewhere)
    expect(await resetPassword({ ...elsewhere, password: `${PASSWORD} again` })).toMatchObject({ kind: 'done' })
    expect(await db().knownBrowser.count({ where: { browserHash } })).toBe(0)
    await passwordOf({ phone, browserHash }, `${PASSWORD} again`)
    expect(await db().knownBrowser.count({ where: { browserHash } })).toBe(1)
  })
})
