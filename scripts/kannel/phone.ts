import { setTimeout as sleep } from 'node:timers/promises'
import type { Sms } from './carrier'

const TRY_FOR_MS = 30_000
const TRY_EVERY_MS = 500
const ANSWER_WITHIN_MS = 5_000

interface PhoneOptions {
  origin: string
  /** demoKey(…, 'carrier'). */
  key: string
  /** Receives the outcome of each message, without its text or full number. */
  log(sentence: string): void
  tryForMs?: number
  tryEveryMs?: number
}

/** Delivers messages to the demo's simulated phones. Retries for a while, since the demo may still be starting. */
export function demoPhones(options: PhoneOptions): (sms: Sms) => Promise<void> {
  const { origin, key, log, tryForMs = TRY_FOR_MS, tryEveryMs = TRY_EVERY_MS } = options
  return async (sms) => {
    const about = `  SMS to …${sms.to.slice(-2)}`
    let status = await post(origin, key, sms)
    for (const deadline = Date.now() + tryForMs; isTransient(status) && Date.now() < deadline; ) {
      await sleep(tryEveryMs)
      status = await post(origin, key, sms)
    }
    if (status === 204) return log(`${about}: delivered.`)
    log(`${about}: not delivered. ${explain(status, origin)}`)
    throw new Error('not delivered')
  }
}

async function post(origin: string, key: string, sms: Sms): Promise<number | undefined> {
  try {
    const response = await fetch(`${origin}/api/handset/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(sms),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    })
    await response.body?.cancel()
    return response.status
  } catch {
    return undefined
  }
}

const isTransient = (status: number | undefined) => status === undefined || status >= 500

function explain(status: number | undefined, origin: string): string {
  if (status === undefined) return `No response from ${origin}; make sure that the demo is running.`
  if (status === 401)
    return `The demo at ${origin} uses a different AUTH_SECRET; start both commands with the same DATA_DIR.`
  return `The demo at ${origin} responded with status ${status}.`
}
