import { ADA, GRACE, LINUS, NORA, type Person } from '@/lib/demo/people'
import type { Say } from './tour-runner'
import type { TourTools } from './tour-tools'

export const TOUR_NAMES = [
  'all-well',
  'slow-carrier',
  'failover',
  'not-delivered',
  'guessing',
  'expired',
  'other-browser',
  'forgot-password',
  'stop',
  'sms-pumping',
] as const
export type TourName = (typeof TOUR_NAMES)[number]

type Tour = (on: TourTools, say: Say) => Promise<void>

const CODES = 1_000_000
const ATTEMPTS = 5

/** Another code than the right one. */
const wrongCode = (right: string, n: number) => String((Number(right) + n) % CODES).padStart(6, '0')

/** Begins anew as this person, who has no account, and sends them a code. */
async function sendTo(on: TourTools, person: Person): Promise<void> {
  await on.begin(person)
  await on.fillIn(person)
  await on.send()
}

/** Tours of the real pages. Each begins anew, so it can be played at any time and leaves nothing in its own way. */
export const tours: Record<TourName, Tour> = {
  'all-well': async (on, say) => {
    await on.begin(ADA)
    await on.fillIn(ADA)
    await say('number')
    await on.send()
    await say('committed')
    const code = await on.code()
    await say('arrived')
    await on.enter(code)
    await on.fillIn(ADA, 'name')
    await say('verified')
    await on.submit('name')
    await on.page('/account')
    await say('account')
  },

  'slow-carrier': async (on, say) => {
    await on.network('slow')
    await sendTo(on, ADA)
    await on.station('carrier')
    await say('waiting')
    const code = await on.code()
    await say('late')
    await on.enter(code)
    await on.station('verification')
    await say('verified')
  },

  failover: async (on, say) => {
    await on.network('gateway-down')
    await sendTo(on, LINUS)
    await say('refused')
    await on.path('the second gateway', ({ dispatches }) => dispatches.some(({ gateway }) => gateway === 'handset-b'))
    const code = await on.code()
    await say('taken-over')
    await on.enter(code)
    await on.station('verification')
    await say('verified')
  },

  'not-delivered': async (on, say) => {
    await sendTo(on, NORA)
    await say('sent')
    await on.path('a failed dispatch', ({ dispatches }) => dispatches[0]?.outcome === 'undelivered')
    await say('undelivered')
    await on.path('two failed dispatches', ({ dispatches }) => dispatches[1]?.outcome === 'undelivered')
    await say('told')
  },

  guessing: async (on, say) => {
    await sendTo(on, GRACE)
    const code = await on.code()
    await say('begins')
    for (let n = 1; n <= ATTEMPTS; n++) {
      await on.enter(wrongCode(code, n))
      await on.path(`attempt ${n}`, ({ attempts }) => attempts === n)
      if (n === 1) await say('wrong')
    }
    await on.path('the end', ({ end }) => end === 'exhausted')
    await say('closed')
  },

  expired: async (on, say) => {
    await sendTo(on, GRACE)
    await on.code()
    const { id } = await on.path('an open code', ({ end }) => end === null)
    await say('clock')
    await on.expire(id)
    await on.path('the end', ({ end }) => end === 'expired')
    await say('expired')
  },

  'other-browser': async (on, say) => {
    await sendTo(on, LINUS)
    const { id } = await on.path('an open code', ({ end }) => end === null)
    await say('link')
    await on.newBrowser()
    await on.open(`/verify/${id}`)
    await say('not-found')
  },

  'forgot-password': async (on, say) => {
    await on.begin(ADA, 'exists')
    await on.open('/reset-password')
    await on.fillIn(ADA)
    await say('same-answer')
    await on.send()
    const code = await on.code()
    await say('arrived')
    await on.enter(code)
    await on.fillIn(ADA, 'password')
    await say('new-password')
    await on.submit('password')
    await on.page('/sign-in')
    await say('signed-out')
  },

  stop: async (on, say) => {
    await sendTo(on, GRACE)
    await on.code()
    await on.reply('STOP')
    await say('stopped')
    await on.newBrowser()
    await on.open('/sign-up')
    await on.fillIn(GRACE)
    await on.send()
    await on.path('a refused message', ({ dispatches }) => dispatches[0]?.outcome === 'ended')
    await say('not-sent')
    await on.reply('START')
    await on.click('main form:not(:has(input[name="code"])) button[type="submit"]')
    await on.code()
    await say('sent-again')
  },

  'sms-pumping': async (on, say) => {
    await on.begin(GRACE)
    await on.fillIn(GRACE)
    const over = on.attack()
    await say('begins')
    await on.send()
    await on.code()
    await say('served')
    await over
    await say('bill')
  },
}
