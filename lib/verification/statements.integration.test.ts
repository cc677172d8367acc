import { describe, expect, test } from 'vitest'
import { ensureFreshTallies } from '@/lib/guard/tallies'
import { statementsOf } from '@/lib/testing/statements'
import { ageCounters, ageVerification, freshStart, otherCode, started } from '@/lib/testing/verifications'
import { check } from './check'
import { codePageState } from './code-page'
import { initiate, resend } from './initiate'

type Started = Awaited<ReturnType<typeof started>>

const resendAfter = async (seconds: number) => {
  const of = await started()
  await ageVerification(of.id, seconds)
  await ageCounters(of.browserHash, seconds)
  return () => resend(of)
}

const withCode = (act: (of: Started) => Promise<unknown>) => async () => {
  const of = await started()
  return () => act(of)
}

const checkWrong = async (of: Started) => {
  await check({ ...of, code: otherCode(of.code) })
  await codePageState(of.id, of)
}

describe('database statements', () => {
  test.each([
    { path: 'a sign-up start', prepare: async () => () => initiate(freshStart()), statements: 3 },
    {
      path: 'a reset start',
      prepare: async () => () => initiate(freshStart({ purpose: 'PASSWORD_RESET' })),
      statements: 3,
    },
    { path: 'a resend of the same code', prepare: () => resendAfter(60), statements: 4 },
    { path: 'a resend of a new code', prepare: () => resendAfter(400), statements: 4 },
    { path: 'a right check', prepare: withCode(check), statements: 4 },
    { path: 'a wrong check with its page', prepare: withCode(checkWrong), statements: 4 },
    { path: 'a code page', prepare: withCode((of) => codePageState(of.id, of)), statements: 2 },
  ])('$path waits for $statements database statements', async ({ prepare, statements }) => {
    // Fills the caches.
    await initiate(freshStart())
    const act = await prepare()
    await ensureFreshTallies()
    expect(await statementsOf(act)).toHaveLength(statements)
  })
})
