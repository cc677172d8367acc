import { expect, it } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { freshPhone } from '@/lib/testing/verifications'
import {
  arrivedMessages,
  insertArrivedMessage,
  insertHandsetMessage,
  markReported,
  phonesWithMessages,
  unreportedArrivals,
} from './handset-messages'

const ALL = 1_000_000

it('shows messages of an external carrier, but sends no delivery receipts for them', async () => {
  const to = freshPhone()
  await insertArrivedMessage(db(), { to, from: 'Latchkey', body: 'brought' })
  const own = await insertHandsetMessage(db(), { to, from: 'Latchkey', body: 'own', reference: 'r', delayMs: 0 })
  const shown = await arrivedMessages(db(), to, ALL)
  expect(shown.map((message) => message.body).toSorted()).toEqual(['brought', 'own'])
  const unreported = (await unreportedArrivals(db(), ALL)).map((message) => message.id)
  expect(shown.map((message) => message.id).filter((id) => unreported.includes(id))).toEqual([own])
  await markReported(db(), own)
})

it('lists phones with their newest arrived message, without messages that are on their way or lost', async () => {
  const [first, second, waiting, lost] = [freshPhone(), freshPhone(), freshPhone(), freshPhone()]
  const insert = (to: string, from: string, body: string, delayMs = 0) =>
    insertHandsetMessage(db(), { to, from, body, reference: 'r', delayMs })
  await insert(first, 'Older', 'one', -2_000)
  await insert(second, 'Latchkey', 'two', -1_000)
  await insert(first, 'Newer', 'three')
  await insert(first, 'Later', 'on its way', 60_000)
  await insert(waiting, 'Latchkey', 'on its way', 60_000)
  await insert(lost, 'Latchkey', '')
  const own = new Set([first, second, waiting, lost])
  const listed = (await phonesWithMessages(db(), ALL)).filter(({ to }) => own.has(to))
  expect(listed.map(({ to, from }) => [to, from])).toEqual([
    [first, 'Newer'],
    [second, 'Latchkey'],
  ])
})
