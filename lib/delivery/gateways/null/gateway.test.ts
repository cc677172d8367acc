import { expect, test } from 'vitest'
import { MESSAGE, REFERENCE } from '@/lib/testing/loopback'
import { nullGateway } from './gateway'

test('the null gateway accepts every message', async () => {
  expect(await nullGateway.send(MESSAGE, AbortSignal.timeout(1000))).toMatchObject({ kind: 'accepted' })
})

test('the null gateway rejects every receipt', async () => {
  const body = JSON.stringify({ reference: REFERENCE, status: 'DELIVERED' })
  const claimed = new Request('http://localhost', { method: 'POST', body })
  expect(await nullGateway.parseReceipt(claimed)).toMatchObject({ kind: 'rejected' })
})
