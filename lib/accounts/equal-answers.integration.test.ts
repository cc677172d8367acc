import { hash } from '@node-rs/argon2'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { singleton } from '@/lib/process/singleton'
import { statementsOf } from '@/lib/testing/statements'
import {
  ageCounters,
  ageVerification,
  freshBrowser,
  freshIp,
  freshPhone,
  freshStart,
  otherCode,
  started,
} from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'
import { codePageState } from '@/lib/verification/code-page'
import { initiate, resend } from '@/lib/verification/initiate'
import * as hashing from './hashing'
import { signIn } from './sign-in'

type Purpose = 'SIGN_UP' | 'PASSWORD_RESET'

afterEach(() => vi.restoreAllMocks())

async function knownPhone(): Promise<string> {
  const passwordHash = await hash('quiet harbour seventeen lamps')
  const { phone } = await db().user.create({ data: { phone: freshPhone(), name: 'Ada', passwordHash } })
  return phone
}

/** Returns the statements, hashes and outcome of an act. */
async function costOf(act: () => Promise<{ kind: string }>) {
  // Clears caches, so that the order of acts does not matter.
  singleton('cached-values', () => new Map()).clear()
  const hashed = vi.spyOn(hashing, 'hashInTurn')
  let kind = ''
  const statements = await statementsOf(async () => {
    kind = (await act()).kind
  })
  const hashes = hashed.mock.calls.length
  hashed.mockRestore()
  return { kind, hashes, statements }
}

const signInWrongly = async (phone: string) => () =>
  signIn({ phone, password: 'seven brass kettles in a row', browserHash: freshBrowser(), clientIp: freshIp() })

const start = (purpose: Purpose) => async (phone: string) => () => initiate(freshStart({ purpose, phone }))

const enterWrongCode = (purpose: Purpose) => async (phone: string) => {
  const of = await started({ purpose, phone })
  return async () => {
    const outcome = await check({ ...of, code: otherCode(of.code) })
    await codePageState(of.id, of)
    return outcome
  }
}

/** Resends the code of a reset after the given time. */
const sendAgain = (seconds: number) => async (phone: string) => {
  const of = await started({ purpose: 'PASSWORD_RESET', phone })
  await ageVerification(of.id, seconds)
  await ageCounters(of.browserHash, seconds)
  return () => resend(of)
}

describe('numbers with and without an account (R9)', () => {
  test.each([
    { what: 'signing in with a wrong password', prepare: signInWrongly, kind: 'wrong', hashes: 1 },
    { what: 'starting a reset', prepare: start('PASSWORD_RESET'), kind: 'sent', hashes: 0 },
    { what: 'starting a sign-up', prepare: start('SIGN_UP'), kind: 'sent', hashes: 0 },
    { what: 'resending the same code of a reset', prepare: sendAgain(60), kind: 'sent', hashes: 0 },
    { what: 'resending a new code of a reset', prepare: sendAgain(400), kind: 'sent', hashes: 0 },
    { what: 'a wrong code for a reset', prepare: enterWrongCode('PASSWORD_RESET'), kind: 'wrong', hashes: 0 },
    { what: 'a wrong code for a sign-up', prepare: enterWrongCode('SIGN_UP'), kind: 'wrong', hashes: 0 },
  ])('$what costs the same statements and hashes with and without an account', async ({ prepare, kind, hashes }) => {
    const known = await costOf(await prepare(await knownPhone()))
    const unknown = await costOf(await prepare(freshPhone()))
    expect(unknown).toEqual(known)
    expect(known).toMatchObject({ kind, hashes })
    expect(known.statements.length).toBeGreaterThanOrEqual(2)
  })
})
