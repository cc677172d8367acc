import { setTimeout as sleep } from 'node:timers/promises'
import { solved } from './challenge'
import { concurrently } from './concurrently'
import type { Answer, Site } from './site'
import { codeOn } from './site-flows'
import { ipWithin, type Visitor, visitor } from './visitor'

const AREA_CODES = [205, 206, 208, 210, 213, 214, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234, 239, 240, 248, 251]
const IN_A_RANGE = 10
const FIRST_EXCHANGE = 420
const SUBSCRIBERS = 1000
let lists = 0

/** Returns US numbers that no other test uses, `inARange` (at most 10) in each of `ranges` ranges. */
export const numbersOver = (ranges: number, inARange = IN_A_RANGE): string[] => {
  const first = SUBSCRIBERS + IN_A_RANGE * lists++
  return Array.from({ length: ranges * inARange }, (_, n) => {
    const range = Math.floor(n / inARange)
    const exchange = FIRST_EXCHANGE + Math.floor(range / AREA_CODES.length)
    return `+1${AREA_CODES[range % AREA_CODES.length]}${exchange}${String(first + (n % inARange))}`
  })
}

/** Visitors of an attack spread over networks: IPv6 /64s in 12 /48s, or unrelated IPv4s. */
export const SPREAD: Record<'IPv6' | 'IPv4', (n: number) => Visitor> = {
  IPv6: (n) => visitor(ipWithin(`2001:db8:${(n % 12).toString(16)}:${n.toString(16)}`)),
  IPv4: () => visitor(),
}

/** Concurrent requests of an attack: about 60 a second, which leaves capacity for users on a small machine. */
const ATTACKERS = 25

/** Starts a sign-up without scripts for each number, and returns the number of messages sent. */
export async function pump(site: Site, phones: string[], by: (n: number) => Visitor): Promise<number> {
  const answers = await concurrently(phones.length, (n) => site.start('/sign-up', phones[n] ?? '', by(n)), ATTACKERS)
  return answers.filter(({ location }) => location?.startsWith('/verify/')).length
}

const COOLDOWN_MS = 250

/** Posts until a redirect, solving challenges as our script does or waiting as a browser without scripts does. */
export async function persist(post: (response: object) => Promise<Answer>, { scripts }: { scripts: boolean }) {
  let answer = await post({})
  for (const giveUp = Date.now() + 240_000; answer.location === null && Date.now() < giveUp; ) {
    if (!answer.challenge) throw new Error(`no challenge: ${answer.message}`)
    if (scripts) answer = await post({ puzzle: await solved(answer) })
    else {
      await sleep(Math.max(COOLDOWN_MS, Number(/\d+/.exec(answer.challenge.sentence)?.[0] ?? 1) * 1000))
      answer = await post({ waitToken: answer.challenge.waitToken })
    }
  }
  return answer
}

/** Returns the seconds from a sign-up until the code is on the phone. */
export async function secondsToCode(site: Site, phone: string, how: { scripts: boolean }): Promise<number> {
  const by = visitor()
  const begun = performance.now()
  await persist((response) => site.start('/sign-up', phone, by, { ...response }), how)
  await codeOn(site, phone, 1)
  return (performance.now() - begun) / 1000
}

/** Enters a wrong password for each number, and returns the number of comparisons. */
export async function stuffCredentials(site: Site, phones: string[]): Promise<number> {
  const answers = await concurrently(
    phones.length,
    (n) => site.signIn(phones[n] ?? '', 'seven brass kettles', visitor()),
    20,
  )
  return answers.filter(({ challenge }) => !challenge).length
}
