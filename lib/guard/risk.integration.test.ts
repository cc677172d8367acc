import { expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { forgetSums, numbersInARow, startEach } from '@/lib/testing/guard'
import { freshPhone, freshUser, otherCode, started } from '@/lib/testing/verifications'
import { check } from '@/lib/verification/check'

const setGuesses = (id: string, attempts: number) => db().verification.update({ where: { id }, data: { attempts } })
const startsNow = async () => (await startEach([numbersInARow(1)[0] ?? '']))[0]?.kind

test('when very many codes are entered wrong over everybody, every start is checked until it is over', async () => {
  expect(await startsNow()).toBe('sent')
  const { id } = await started()
  await setGuesses(id, 99)
  forgetSums()
  expect(await startsNow()).toBe('sent')
  await setGuesses(id, 100)
  forgetSums()
  expect(await startsNow()).toBe('check')
  await db().$executeRaw`UPDATE "Verification" SET "createdAt" = now() - interval '10 min' WHERE "id" = ${id}::uuid`
  forgetSums()
  expect(await startsNow()).toBe('sent')
})

test.each([
  ['an account', async () => (await freshUser()).phone],
  ['no account', async () => freshPhone()],
])('the wrong code that is one too many is one, whether it was for a reset with %s', async (_, phone) => {
  await setGuesses((await started()).id, 99)
  const reset = await started({ purpose: 'PASSWORD_RESET', phone: await phone() })
  forgetSums()
  expect(await startsNow()).toBe('sent')
  await check({ ...reset, code: otherCode(reset.code) })
  forgetSums()
  expect(await startsNow()).toBe('check')
})

test('many wrong codes among more right ones are what many people enter', async () => {
  const right = await Promise.all(Array.from({ length: 50 }, () => started()))
  await db().verification.updateMany({
    where: { id: { in: right.map(({ id }) => id) } },
    data: { attempts: 3, approvedAt: new Date() },
  })
  forgetSums()
  expect(await startsNow()).toBe('sent')
})
