const STOP = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'])
const START = new Set(['START', 'UNSTOP'])

/**
 * What a reply asks for, if the whole of it is a keyword; case, blanks and punctuation don't count, so that "Stop.",
 * "opt out" and "STOP ALL" do. The words that end messages are those of 47 CFR 64.1200(a)(10) and of the CTIA's
 * Messaging Principles, those that allow them again the ones of US carriers. YES isn't one, though some gateways take it
 * for START: people also say it to a question.
 */
export function wishIn(text: string): 'stop' | 'start' | null {
  const word = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  if (STOP.has(word)) return 'stop'
  return START.has(word) ? 'start' : null
}
