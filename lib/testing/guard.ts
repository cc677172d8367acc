import { randomInt } from 'node:crypto'
import { vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import type { MessageStatus } from '@/lib/db/generated/enums'
import { clearCache } from '@/lib/guard/cached'
import { forgetTallies } from '@/lib/guard/tallies'
import { initiate, type Start, type StartOutcome } from '@/lib/verification/initiate'
import { freshPhone, freshStart } from './verifications'

/** Overrides settings until `vi.restoreAllMocks()`. */
export function withSettings(changes: Partial<configuration.Env>): void {
  const real = configuration.env()
  vi.spyOn(configuration, 'env').mockReturnValue({ ...real, ...changes })
}

/** Clears the guard's cached sums. */
export function forgetSums(): void {
  clearCache()
  forgetTallies()
}

/** Returns consecutive numbers of one range that no other test uses. */
export function numbersInARow(count: number, range = freshPhone().slice(0, -4)): string[] {
  const first = randomInt(10_000 - count)
  return Array.from({ length: count }, (_, n) => `${range}${String(first + n).padStart(4, '0')}`)
}

/** Starts a verification for each number, each from its own browser and IP. */
export async function startEach(phones: string[], changes: Partial<Start> = {}): Promise<StartOutcome[]> {
  const outcomes: StartOutcome[] = []
  for (const phone of phones) outcomes.push(await initiate(freshStart({ phone, ...changes })))
  return outcomes
}

export const idsOf = (outcomes: StartOutcome[]): string[] =>
  outcomes.flatMap((outcome) => (outcome.kind === 'sent' ? outcome.id : []))

/** Simulates gateway results for the messages of these verifications. */
export const setStatuses = (verificationIds: string[], status: MessageStatus) =>
  db().message.updateMany({ where: { verificationId: { in: verificationIds } }, data: { status } })

/** Simulates approval of these verifications. */
export const proveAll = (verificationIds: string[]) =>
  db().verification.updateMany({ where: { id: { in: verificationIds } }, data: { approvedAt: new Date() } })

const COUNTRY_RANGES = ['+35679', '+35699', '+35677']

/** Returns a valid number of Malta, a country that other tests do not use. */
export const freshCountryPhone = (n = randomInt(1_000_000)): string =>
  `${COUNTRY_RANGES[n % COUNTRY_RANGES.length]}${String(randomInt(1_000_000)).padStart(6, '0')}`
