import { expect, it } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { freshPhone } from '@/lib/testing/verifications'
import {
  arrivedMessages,
  insertArrivedMessage,
  insertHandsetMessage,
  markReported,
  unreportedArrivals,
} from './handset-messages'

const ALL = 1_000_000

it('shows messages of an external carrier, but sends no delivery receipts for them', async () => {
  const to = freshPhone()
  await insertArrivedMessage(db(), { to, from: 'Latchkey', body: 'brought' })
  const carried = { reference: 'r', gateway: 'handset', receipt: 'DELIVERED', receiptDetail: null, delayMs: 0 }
  const own = await insertHandsetMessage(db(), { to, from: 'Latchkey', body: 'own', ...carried })
  const shown = await arrivedMessages(db(), to, ALL)
  expect(shown.map((message) => message.body).toSorted()).toEqual(['brought', 'own'])
  const unreported = (await unreportedArrivals(db(), ALL)).map((message) => message.id)
  expect(shown.map((message) => message.id).filter((id) => unreported.includes(id))).toEqual([own])
  await markReported(db(), own)
})
