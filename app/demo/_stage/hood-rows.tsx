import type { VerificationDetails } from '@/lib/demo/verification-details'
import { clockTime } from './hood-format'
import type { UnderTheHoodTexts } from './under-the-hood-texts'

type Row = VerificationDetails['verification']

/** A verification's row in words. */
export function HoodRows({ row, texts }: { row: Row; texts: UnderTheHoodTexts }) {
  return <Facts facts={factsOf(row, texts)} />
}

/** Name and value pairs; those without a value are left out. */
export function Facts({ facts }: { facts: [name: string, value: string | null][] }) {
  return (
    <dl className="hood-facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function factsOf(row: Row, texts: UnderTheHoodTexts): [string, string | null][] {
  const at = (ms: number | null) => (ms === null ? null : clockTime(ms))
  const attempts = texts.attemptsOf.replace('{n}', String(row.attempts)).replace('{max}', String(row.maxAttempts))
  return [
    [texts.purpose, texts.purposes[row.purpose]],
    [texts.phone, row.phone],
    [texts.created, at(row.createdAtMs)],
    [texts.expires, at(row.expiresAtMs)],
    [texts.attempts, attempts],
    [texts.approved, at(row.approvedAtMs)],
    [texts.consumed, at(row.consumedAtMs)],
    [texts.superseded, at(row.supersededAtMs)],
    [texts.nonce, texts.nonceText.replace('{hex}', row.nonce)],
    [texts.browser, texts.browserText.replace('{hash}', row.browser)],
  ]
}
