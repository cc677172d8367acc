/** Words that end messages on their own: 47 CFR 64.1200(a)(10), the CTIA's Messaging Principles, and usual ones abroad. */
const STOP = new Set(
  'STOP STOPALL UNSUBSCRIBE CANCEL END QUIT OPTOUT REVOKE ARRET ARRETEZ STOPP ABMELDEN ALTO BAJA CANCELAR SAIR PARAR PARE СТОП'.split(
    ' ',
  ),
)
/** Of these, the ones that mean the same within a request such as "Stop texting me please". */
const STOP_IN_REQUEST = new Set('STOP STOPALL UNSUBSCRIBE OPTOUT REVOKE ARRET ARRETEZ STOPP PARAR PARE СТОП'.split(' '))
/** The words of US carriers. YES isn't one, though some gateways accept it: users also answer a question with it. */
const START = new Set(['START', 'UNSTOP'])
/** Words that change nothing about a request. */
const FILLERS = new Set(
  `PLEASE PLS PLZ NOW ALL IT ME MY NUMBER PHONE THE THESE THIS TO ANY MORE CAN COULD YOU TEXT TEXTING TEXTS MESSAGING MESSAGE
  MESSAGES SEND SENDING CODES SMS CONSENT LATCHKEY FROM YOUR I WANT WOULD LIKE JUST ALREADY OK OKAY YES HI HELLO HEY U THANK THANKS THX BITTE DANKE SVP S'IL S’IL VOUS TE PLAIT MERCI POR FAVOR GRACIAS`.split(
    /\s+/,
  ),
)

/** What mail-like apps add below a message. */
const SIGNATURE = /[\r\n]\s*(?:sent from my|get outlook for)\b[^\r\n]*\s*$/i

/** The words in capitals, without accents, punctuation and invisible characters; "opt me out" is one word. */
const wordsOf = (text: string): string[] =>
  text
    .replace(SIGNATURE, '')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]|(?!\s)\p{Cc}/gu, '')
    .toUpperCase()
    .replace(/\bOPT[\s-]+(?:ME[\s-]+)?OUT\b/g, 'OPTOUT')
    .split(/[^\p{L}\p{N}'’]+/u)
    .filter(Boolean)

/**
 * Returns what an inbound message asks for: a keyword alone, or one within a request that has nothing else to say. Case,
 * punctuation, accents and full-width letters don't count. "Don't stop" asks for nothing.
 */
export function keywordIn(text: string): 'stop' | 'start' | null {
  const words = wordsOf(text)
  // Joined, because some write S.T.O.P.
  if (STOP.has(words.join(''))) return 'stop'
  const [word, more] = new Set(words.filter((one) => !FILLERS.has(one)))
  if (word === undefined || more !== undefined) return null
  if (STOP_IN_REQUEST.has(word)) return 'stop'
  return START.has(word) ? 'start' : null
}
