import { SegmentedMessage } from 'sms-segments-calculator'

/** Characters of the origin-bound last line. Removed last, since normalization can produce them. */
const BINDING = /[@#]/g
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]+/gu

const isGsm7 = (character: string) => new SegmentedMessage(character).encodingName === 'GSM-7'

function inGsm7(character: string): string {
  if (isGsm7(character)) return character
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...bare].map((one) => (isGsm7(one) ? one : '?')).join('')
}

/** The GSM-7 extension table takes two septets. */
const septets = (character: string) => ('^{}\\[]~|€'.includes(character) ? 2 : 1)

/** Returns user input as one line of GSM-7 without the origin-bound syntax (WICG sms-one-time-codes), truncated. */
export function smsValue(input: string, mostSeptets: number): string {
  const plain = [...input.normalize('NFC').replace(UNSAFE, ' ')].map(inGsm7).join('')
  const safe = plain.replace(BINDING, '').trim()
  return cut([...safe], mostSeptets).trim()
}

function cut(characters: string[], mostSeptets: number): string {
  let used = 0
  let kept = ''
  for (const character of characters) {
    used += septets(character)
    if (used > mostSeptets) break
    kept += character
  }
  return kept
}
