import { type MockInstance, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { MessageStatus } from '@/lib/db/generated/enums'
import { unreportedArrivals } from '@/lib/db/queries/handset-messages'
import type { DispatchResult, OutgoingMessage, Refusal } from '@/lib/delivery/gateways/gateway'
import * as all from '@/lib/delivery/gateways/lookup'
import { reportArrivals } from '@/lib/demo/simulated-carrier'
import { singleton } from '@/lib/process/singleton'

export const accepted: DispatchResult = { kind: 'accepted', gatewayMessageId: 'theirs' }
export const unknown: DispatchResult = { kind: 'unknown', reason: 'no response' }
export const refused = (because: Refusal, retryAfterSeconds?: number): DispatchResult => ({
  kind: 'refused',
  because,
  reason: because,
  retryAfterSeconds,
})

export interface ScriptedGateways {
  sent: (OutgoingMessage & { gateway: string })[]
  /** Sets the next results of a gateway; the last one repeats. */
  answer(gateway: string, ...results: DispatchResult[]): void
}

/** Closes all circuit breakers. */
export const forgetCircuits = () => singleton('gateway-breakers', () => new Map()).clear()

/** Replaces the gateways of one route by scripted ones and closes all circuits. Undone by `vi.restoreAllMocks()`. */
export function scriptGateways(route: configuration.Env['smsRoutes'][number]['value']): ScriptedGateways {
  forgetCircuits()
  const answers = new Map<string, DispatchResult[]>()
  const sent: ScriptedGateways['sent'] = []
  const real = configuration.env()
  const settings = { ...real, smsRoutes: [{ prefix: '', value: route }], demoNumbers: '*' as const }
  vi.spyOn(configuration, 'env').mockReturnValue(settings)
  const original = all.gatewayNamed
  const scripted: MockInstance<typeof original> = vi.spyOn(all, 'gatewayNamed')
  scripted.mockImplementation((name) => {
    if (!route.some((one) => one === name)) return original(name)
    return {
      send: async (message) => {
        sent.push({ ...message, gateway: name })
        const left = answers.get(name) ?? [accepted]
        return (left.length > 1 ? left.shift() : left[0]) ?? accepted
      },
      parseReceipt: async (request) => ({ kind: 'receipts', receipts: [await request.json()] }),
    }
  })
  return { sent, answer: (gateway, ...results) => answers.set(gateway, results) }
}

/** Returns the dispatches of a verification, oldest first. */
export const dispatchesFor = (verificationId: string) =>
  db().message.findMany({ where: { verificationId }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] })

/** Returns gateway and status of each dispatch. */
export const wayOf = async (verificationId: string): Promise<[string, MessageStatus][]> =>
  (await dispatchesFor(verificationId)).map(({ gateway, status }) => [gateway, status])

/** Skips backoff and the delays that gateways requested. */
export function waitOver(verificationId: string): Promise<number> {
  forgetCircuits()
  return db().$executeRaw`
    UPDATE "Message" SET "notBefore" = now() - interval '1 second', "retryAt" = now() - interval '1 second'
    WHERE "verificationId" = ${verificationId}::uuid`
}

/** Reports all arrivals, including those of other tests, which exceed one batch. */
export async function reportAllArrivals(): Promise<void> {
  do await reportArrivals()
  while ((await unreportedArrivals(db(), 1)).length > 0)
}
