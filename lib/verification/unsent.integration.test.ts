import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { receive } from '@/lib/delivery/receipts'
import { dispatchMessage } from '@/lib/testing/dispatch'
import {
  accepted,
  dispatchesFor,
  refused,
  type ScriptedGateways,
  scriptGateways,
  unknown,
  waitOver,
} from '@/lib/testing/gateways'
import { countKinds, together } from '@/lib/testing/together'
import { ageCounters, freshUser, started } from '@/lib/testing/verifications'
import { codePageState } from './code-page'
import { initiate, resend } from './initiate'

const WAIT_SECONDS = 30
/** Time that a slow machine may take between a start and its page. */
const SLACK_SECONDS = 5
const remainingOf = (seconds: number) =>
  expect.toSatisfy((left: number) => left > seconds - SLACK_SECONDS && left <= seconds)

let gateways: ScriptedGateways
beforeEach(() => {
  gateways = scriptGateways(['kannel', 'twilio'])
})
afterEach(() => vi.restoreAllMocks())

type Started = Awaited<ReturnType<typeof started>>

const refuseAll = (because: Parameters<typeof refused>[0] = 'number') => {
  for (const gateway of ['kannel', 'twilio']) gateways.answer(gateway, refused(because))
}

async function startedAndDispatched(changes: Parameters<typeof started>[0] = {}): Promise<Started> {
  const of = await started(changes)
  await dispatchMessage(of.messageId)
  return of
}

async function resendAndDispatch(of: Started) {
  const outcome = await resend(of)
  if (outcome.kind !== 'sent') throw new Error(outcome.kind)
  await dispatchMessage(outcome.messageId)
}

const shown = async (of: Started) => {
  const page = await codePageState(of.id, of)
  return { delivery: page?.delivery, resendInSeconds: page?.resendInSeconds }
}

async function report(verificationId: string, status: string) {
  const { receiptToken: reference = '', gateway = '' } = (await dispatchesFor(verificationId)).at(-1) ?? {}
  const body = JSON.stringify({ reference, status })
  return receive(gateway, new Request('http://localhost/', { method: 'POST', body }))
}

async function dispatchNext(verificationId: string) {
  await waitOver(verificationId)
  await dispatchMessage((await dispatchesFor(verificationId)).at(-1)?.id ?? '')
}

describe('unsent messages', () => {
  test.each(['number', 'opted-out', 'account'] as const)(
    'allows a resend at once after an unsent message (%s)',
    async (because) => {
      refuseAll(because)
      const of = await startedAndDispatched()
      expect(await shown(of)).toEqual({ delivery: 'not-delivered', resendInSeconds: 0 })
      expect(await resend(of)).toMatchObject({ kind: 'sent', id: of.id })
    },
  )

  test('allows a new start at once after an unsent message', async () => {
    refuseAll()
    const of = await startedAndDispatched()
    expect(await initiate(of)).toMatchObject({ kind: 'sent', id: of.id })
  })

  test('sends one message for 20 concurrent resends after an unsent message', async () => {
    refuseAll()
    const of = await startedAndDispatched()
    const outcomes = await together(20, () => resend(of))
    expect(countKinds(outcomes)).toEqual({ sent: 1, limited: 19 })
  })

  test('counts unsent messages under all other limits, such as 5 an hour', async () => {
    refuseAll()
    const of = await startedAndDispatched()
    for (let n = 0; n < 4; n++) await resendAndDispatch(of)
    const outcome = await resend(of)
    expect(outcome).toMatchObject({ kind: 'limited' })
    expect(outcome.kind === 'limited' && outcome.retryInSeconds).toBeGreaterThan(3000)
    expect((await shown(of)).resendInSeconds).toBeGreaterThan(3000)
  })

  test('the cooldown keeps growing with the messages that were sent', async () => {
    const of = await startedAndDispatched()
    await ageCounters(of.browserHash, WAIT_SECONDS)
    refuseAll()
    await resendAndDispatch(of)
    for (const gateway of ['kannel', 'twilio']) gateways.answer(gateway, accepted)
    await resendAndDispatch(of)
    expect(await shown(of)).toEqual({ delivery: 'dispatched', resendInSeconds: remainingOf(2 * WAIT_SECONDS) })
    expect(await resend(of)).toMatchObject({ kind: 'limited' })
  })
})

describe('possibly sent messages', () => {
  test('keeps the cooldown if a message may have reached a carrier, even if every gateway rejected it', async () => {
    gateways.answer('kannel', unknown, refused('number'))
    gateways.answer('twilio', refused('number'))
    const of = await startedAndDispatched()
    await dispatchNext(of.id)
    expect(await shown(of)).toEqual({ delivery: 'not-delivered', resendInSeconds: remainingOf(WAIT_SECONDS) })
    expect(await resend(of)).toMatchObject({ kind: 'limited' })
  })

  test('keeps the cooldown after a message that carriers could not deliver', async () => {
    const of = await startedAndDispatched()
    await report(of.id, 'UNDELIVERED')
    await dispatchNext(of.id)
    await report(of.id, 'UNDELIVERED')
    expect(await shown(of)).toEqual({ delivery: 'not-delivered', resendInSeconds: remainingOf(WAIT_SECONDS) })
    expect(await resend(of)).toMatchObject({ kind: 'limited' })
  })

  test('keeps the cooldown while another gateway is about to be tried', async () => {
    gateways.answer('kannel', refused('transient', 60))
    gateways.answer('twilio', refused('account'))
    const of = await startedAndDispatched()
    expect(await shown(of)).toEqual({ delivery: 'trying-another', resendInSeconds: remainingOf(WAIT_SECONDS) })
  })

  test('keeps the cooldown of password resets, with and without an account (R9)', async () => {
    refuseAll()
    const known = await startedAndDispatched({ purpose: 'PASSWORD_RESET', phone: (await freshUser()).phone })
    const decoy = await startedAndDispatched({ purpose: 'PASSWORD_RESET' })
    for (const of of [known, decoy]) {
      expect(await shown(of)).toEqual({ delivery: null, resendInSeconds: remainingOf(WAIT_SECONDS) })
      expect(await resend(of)).toMatchObject({ kind: 'limited', retryInSeconds: remainingOf(WAIT_SECONDS) })
      expect(await initiate(of)).toMatchObject({ kind: 'waiting' })
    }
  })
})
