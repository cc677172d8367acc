import { getCountries } from 'libphonenumber-js/max'
import type { Tx } from '@/lib/db/client'
import { knownPhones } from '@/lib/db/known-phones'
import { env } from '@/lib/env'
import { phoneDigits, plainPhone } from '@/lib/phone/plain'
import { isUsable, type Reading, readInternational, readNational } from '@/lib/phone/reading'

const E164 = /^\+[1-9]\d{6,14}$/

const servedCountries = () => {
  const { allowedCountries } = env()
  return getCountries().filter((country) => allowedCountries === '*' || allowedCountries.includes(country))
}

const spelled = (readings: (Reading | undefined)[]) =>
  readings.filter(isUsable).map(({ number }) => number.number as string)

/**
 * Returns the numbers that an inbound message may have come from, in E.164 and in the spelling that accounts have, the
 * likeliest first. Gateways write them with or without plus, with a country's old mobile prefix, or as dialed at home.
 */
export function senderCandidates(from: string): string[] {
  const digits = phoneDigits(plainPhone(from))
  if (digits === null) return []
  const international = /^(?:\+|00)(.+)$/.exec(digits)?.[1]
  const [abroad] = spelled([readInternational(international ?? digits)])
  if (international !== undefined) {
    const asWritten = E164.test(`+${international}`) ? [`+${international}`] : []
    return abroad === undefined ? asWritten : [abroad]
  }
  const atHome = spelled(servedCountries().map((country) => readNational(digits, country)))
  return [...new Set([...(abroad === undefined ? [] : [abroad]), ...atHome])]
}

/**
 * Returns the number that an inbound message came from, or null for one that can't be written to. Where its spelling leaves
 * several, the one that was last sent a code or has an account is meant: people reply to what they got.
 */
export async function phoneOfSender(tx: Tx, from: string): Promise<string | null> {
  const candidates = senderCandidates(from)
  const [first = null, second] = candidates
  if (second === undefined) return first
  const [known] = await knownPhones(tx, candidates)
  return known ?? first
}
