import { getCountries } from 'libphonenumber-js/max'
import { env } from '@/lib/config/env'
import type { Tx } from '@/lib/db/driver/client'
import { knownPhones } from '@/lib/db/queries/known-phones'
import { optedOutOf } from '@/lib/db/queries/opt-outs'
import { E164, phoneDigits, plainPhone } from '@/lib/phone/plain-phone'
import { isUsable, type Reading, readAbroad, readInternational, readNational } from '@/lib/phone/reading'

const servedCountries = () => {
  const { allowedCountries } = env()
  return getCountries().filter((country) => allowedCountries === '*' || allowedCountries.includes(country))
}

const e164 = (reading: Reading | undefined): string[] => (isUsable(reading) ? [reading.number.number] : [])

export interface SenderCandidates {
  international: string | undefined
  dialed: string[]
}

/** Returns the possible senders. Gateways may omit the plus, add an old mobile prefix, or send digits as dialed locally. */
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

/** Returns the number to opt out, or null. STOP replies to a message, so the candidate last sent a code is chosen. */
export async function phoneOfStop(tx: Tx, from: string): Promise<string | null> {
  const { international, dialed } = senderCandidates(from)
  if (dialed.length === 0) return international ?? null
  const [known] = await knownPhones(tx, international ? [international, ...dialed] : dialed)
  // An unknown national number may belong to another user.
  return known ?? international ?? null
}

/** Returns the number to opt in, or null if several candidates opted out: one of them did not consent to messages. */
export async function phoneOfStart(tx: Tx, from: string): Promise<string | null> {
  const { international, dialed } = senderCandidates(from)
  if (dialed.length === 0) return international ?? null
  const [optedOut, another] = await optedOutOf(tx, international ? [international, ...dialed] : dialed)
  return another === undefined ? (optedOut ?? null) : null
}
