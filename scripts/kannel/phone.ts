import { setTimeout as sleep } from 'node:timers/promises'
import type { Sms } from './carrier'

const TRY_FOR_MS = 30_000
const TRY_EVERY_MS = 500
const ANSWER_WITHIN_MS = 5_000

interface PhoneOptions {
  /** Where the demo is served. */
  origin: string
  /** demoKey(…, 'carrier'). */
  key: string
  /** Hears what became of each message, in a sentence with neither its text nor its whole number. */
  say(sentence: string): void
  tryForMs?: number
  tryEveryMs?: number
}

/** Brings messages to the simulated phones of the demo; keeps trying for a while, as the demo may be starting. */
export function demoPhones(options: PhoneOptions): (sms: Sms) => Promise<void> {
  const { origin, key, say, tryForMs = TRY_FOR_MS, tryEveryMs = TRY_EVERY_MS } = options
  return async (sms) => {
    const about = `  SMS to …${sms.to.slice(-2)}`
    let answer = await post(origin, key, sms)
    for (const deadline = Date.now() + tryForMs; isPassing(answer) && Date.now() < deadline; ) {
      await sleep(tryEveryMs)
      answer = await post(origin, key, sms)
    }
    if (answer === 204) return say(`${about}: arrived.`)
    say(`${about}: did not arrive, as ${explain(answer, origin)}`)
    throw new Error('not delivered')
  }
}

/** The status of the answer; none when there was no answer. */
async function post(origin: string, key: string, sms: Sms): Promise<number | undefined> {
  try {
    const answer = await fetch(`${origin}/api/handset/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(sms),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return undefined
  }
}

const isPassing = (status: number | undefined) => status === undefined || status >= 500

function explain(status: number | undefined, origin: string): string {
  if (status === undefined) return `nothing answers at ${origin}; is the demo running there?`
  if (status === 401) return `the demo at ${origin} has another AUTH_SECRET; start both with the same DATA_DIR.`
  return `the demo at ${origin} answered with ${status}.`
}
