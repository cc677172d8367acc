import { getCountries } from 'libphonenumber-js/max'
import { env } from '@/lib/config/env'
import type { Tx } from '@/lib/db/driver/client'
import { knownPhones } from '@/lib/db/queries/known-phones'
import { optedOutOf } from '@/lib/db/queries/opt-outs'
import { E164, phoneDigits, plainPhone } from '@/lib/phone/plain'
import { isUsable, type Reading, readAbroad, readInternational, readNational } from '@/lib/phone/reading'

const servedCountries = () => {
  const { allowedCountries } = env()
  return getCountries().filter((country) => allowedCountries === '*' || allowedCountries.includes(country))
}

const e164 = (reading: Reading | undefined): string[] => (isUsable(reading) ? [reading.number.number] : [])

export interface SenderCandidates {
  /** The number that the digits are with their calling code. */
  international: string | undefined
  /** The numbers that they are as dialed in the countries that we serve. */
  dialed: string[]
}

/**
 * Returns the numbers that an inbound message may have come from, in E.164 and in the spelling that accounts have.
 * Gateways write them with or without plus, with a country's old mobile prefix, or as dialed at home.
 */
export function senderCandidates(from: string): SenderCandidates {
  const digits = phoneDigits(plainPhone(from))
  if (digits === null) return { international: undefined, dialed: [] }
  const withPrefix = /^(?:\+|00)(.+)$/.exec(digits)?.[1]
  const [international] = e164(readInternational(withPrefix ?? digits))
  if (withPrefix !== undefined) {
    const asWritten = E164.test(`+${withPrefix}`) ? `+${withPrefix}` : undefined
    return { international: international ?? asWritten, dialed: [] }
  }
  const readings = servedCountries().flatMap((country) => [readNational(digits, country), readAbroad(digits, country)])
  return { international, dialed: [...new Set(readings.flatMap(e164))].filter((phone) => phone !== international) }
}

/**
 * Returns the number whose holder asks for messages to stop, or null if it can't be told. Where the spelling leaves several,
 * the one that was last sent a code or has an account is meant: STOP answers a message. One that is only dialed in some
 * country is never assumed without that, as it may be anybody's.
 */
export async function phoneOfStop(tx: Tx, from: string): Promise<string | null> {
  const { international, dialed } = senderCandidates(from)
  if (dialed.length === 0) return international ?? null
  const [known] = await knownPhones(tx, international ? [international, ...dialed] : dialed)
  return known ?? international ?? null
}

/**
 * Returns the number whose holder allows messages again, or null if it can't be told: where the spelling leaves several
 * that opted out, none gets messages that it may not have asked for.
 */
export async function phoneOfStart(tx: Tx, from: string): Promise<string | null> {
  const { international, dialed } = senderCandidates(from)
  if (dialed.length === 0) return international ?? null
  const [optedOut, another] = await optedOutOf(tx, international ? [international, ...dialed] : dialed)
  return another === undefined ? (optedOut ?? null) : null
}
