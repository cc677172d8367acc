import { SegmentedMessage } from 'sms-segments-calculator'

/** What the last line of a message is made of; taken out last, since other forms of them have become these by then. */
const BINDING = /[@#]/g
/** Line ends, controls, and what turns the direction of writing around or can't be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Zs}]+/gu

const isGsm7 = (character: string) => new SegmentedMessage(character).encodingName === 'GSM-7'

/** The letter under its accents where the alphabet doesn't have it with them, else a question mark. */
function inGsm7(character: string): string {
  if (isGsm7(character)) return character
  const bare = character.normalize('NFKD').replace(/\p{M}/gu, '')
  return [...bare].map((one) => (isGsm7(one) ? one : '?')).join('')
}

/** What characters cost: some of GSM-7 take two septets. */
const septets = (character: string) => ('^{}\\[]~|€'.includes(character) ? 2 : 1)

/**
 * What somebody wrote (a name, a payee) as it may stand in an SMS: one line, in GSM-7 so that it doesn't make the message
 * dearer, at most `mostSeptets` long, and without the signs that bind a code to a site (WICG sms-one-time-codes).
 */
export function smsValue(written: string, mostSeptets: number): string {
  const plain = [...written.normalize('NFC').replace(UNSEEN, ' ')].map(inGsm7).join('')
  const harmless = plain.replace(BINDING, '').trim()
  return cut([...harmless], mostSeptets).trim()
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
