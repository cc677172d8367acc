/** Opt-out keywords: 47 CFR 64.1200(a)(10), the CTIA Messaging Principles, and common keywords of other languages. */
const STOP = new Set(
  'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT OPTOUT REVOKE ARRET ARRETEZ STOPP ABMELDEN ALTO BAJA CANCELAR SAIR PARAR PARE СТОП'.split(
    ' ',
  ),
)
/** Keywords that also opt out within a request such as "Stop texting me please". */
const STOP_IN_REQUEST = new Set('STOP STOPALL UNSUBSCRIBE OPTOUT REVOKE ARRET ARRETEZ STOPP PARAR PARE СТОП'.split(' '))
/** Keywords of US carriers. Some gateways accept YES too, but users also send it to answer a question. */
const START = new Set(['START', 'UNSTOP'])
const FILLERS = new Set(
  `PLEASE PLS PLZ NOW ALL IT ME MY NUMBER PHONE THE THESE THIS TO ANY MORE CAN COULD YOU TEXT TEXTING TEXTS MESSAGING MESSAGE
  MESSAGES SEND SENDING CODES SMS CONSENT LATCHKEY FROM YOUR I WANT WOULD LIKE JUST ALREADY OK OKAY YES HI HELLO HEY U THANK THANKS THX BITTE DANKE SVP S'IL S’IL VOUS TE PLAIT MERCI POR FAVOR GRACIAS`.split(
    /\s+/,
  ),
)

const SIGNATURE = /[\r\n]\s*(?:sent from my|get outlook for)\b[^\r\n]*\s*$/i

const wordsOf = (text: string): string[] =>
  text
    .replace(SIGNATURE, '')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]|(?!\s)\p{Cc}/gu, '')
    .toUpperCase()
    .replace(/\bOPT[\s-]+(?:ME[\s-]+)?OUT\b/g, 'OPTOUT')
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter(Boolean)

/** Returns the keyword of a message that contains nothing else but fillers. Accepts "S.T.O.P.", but not "Don't stop". */
export function keywordIn(text: string): 'stop' | 'start' | null {
  const words = wordsOf(text)
  if (STOP.has(words.join(''))) return 'stop'
  const [word, more] = new Set(words.filter((one) => !FILLERS.has(one)))
  if (word === undefined || more !== undefined) return null
  if (STOP_IN_REQUEST.has(word)) return 'stop'
  return START.has(word) ? 'start' : null
}
