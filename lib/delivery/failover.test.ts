import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { MessageStatus } from '@/lib/db/generated/enums'
import type { Dispatch } from '@/lib/db/queries/dispatches'
import * as breakers from './circuit-breakers'
import { nextDispatch } from './failover'

const ROUTE = ['kannel', 'twilio', 'vonage']

const dispatch = (gateway: string, status: MessageStatus, more: Partial<Dispatch> = {}): Dispatch => ({
  gateway,
  status,
  refusal: null,
  retryInSeconds: 0,
  ...more,
})
const refused = (gateway: string, refusal: string, retryInSeconds = 0) =>
  dispatch(gateway, 'FAILED', { refusal, retryInSeconds })

const open = (...names: string[]) =>
  vi.spyOn(breakers, 'letsThrough').mockImplementation((gateway) => !names.includes(gateway))

afterEach(() => vi.restoreAllMocks())

describe('refusals', () => {
  test.each(['number', 'account', 'transient'])(
    'fails over to the next gateway of the route without delay (%s)',
    (refusal) => {
      expect(nextDispatch([refused('kannel', refusal)], ROUTE)).toEqual({ gateway: 'twilio', delaySeconds: 0 })
      const two = [refused('kannel', refusal), refused('twilio', refusal)]
      expect(nextDispatch(two, ROUTE)).toEqual({ gateway: 'vonage', delaySeconds: 0 })
    },
  )

  test.each(['number', 'account'])('ends when every gateway refused permanently (%s)', (refusal) => {
    expect(nextDispatch([refused('kannel', refusal)], ['kannel'])).toBeNull()
    expect(nextDispatch([refused('kannel', refusal), refused('twilio', refusal)], ['kannel', 'twilio'])).toBeNull()
  })

  test('retries a gateway after a transient refusal, but not after a permanent one', () => {
    const both = [refused('kannel', 'transient'), refused('twilio', 'account')]
    expect(nextDispatch(both, ['kannel', 'twilio'])?.gateway).toBe('kannel')
  })

  test('retries the least recently tried gateway after a backoff when all refused transiently', () => {
    const both = [refused('kannel', 'transient'), refused('twilio', 'transient')]
    const next = nextDispatch(both, ['kannel', 'twilio'])
    expect(next?.gateway).toBe('kannel')
    expect(next?.delaySeconds).toBeGreaterThan(0)
  })

  test('backs off exponentially up to 30 seconds, with half of each delay as jitter', () => {
    const waits = (random: number) =>
      Array.from({ length: 8 }, (_, n) => {
        const tries = Array.from({ length: n + 1 }, () => refused('kannel', 'transient'))
        return nextDispatch(tries, ['kannel'], () => random)?.delaySeconds
      })
    expect(waits(1)).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
    expect(waits(0)).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15])
  })

  test('does not retry a gateway before its Retry-After, also after trying others', () => {
    expect(nextDispatch([refused('kannel', 'transient', 90)], ['kannel'])?.delaySeconds).toBe(90)
    const both = [refused('kannel', 'transient', 90), refused('twilio', 'account')]
    expect(nextDispatch(both, ['kannel', 'twilio'])).toEqual({ gateway: 'kannel', delaySeconds: 90 })
  })

  test('retries a gateway without Retry-After before one with it', () => {
    const both = [refused('kannel', 'transient', 3600), refused('twilio', 'transient')]
    const next = nextDispatch(both, ['kannel', 'twilio'])
    expect(next?.gateway).toBe('twilio')
    expect(next?.delaySeconds).toBeLessThanOrEqual(2)
  })

  test('ends after 24 dispatches even if a gateway keeps refusing transiently', () => {
    const tries = Array.from({ length: 24 }, () => refused('kannel', 'transient'))
    expect(nextDispatch(tries.slice(1), ['kannel'])).not.toBeNull()
    expect(nextDispatch(tries, ['kannel'])).toBeNull()
  })
})

describe.each(['UNKNOWN', 'UNDELIVERED'] as const)('dispatches with status %s', (status) => {
  test(`after ${status}, redispatches by another gateway without delay`, () => {
    expect(nextDispatch([dispatch('kannel', status)], ROUTE)).toEqual({ gateway: 'twilio', delaySeconds: 0 })
  })

  test(`after ${status}, redispatches by the same gateway after a backoff if there is no other`, () => {
    const next = nextDispatch([dispatch('kannel', status)], ['kannel'])
    expect(next?.gateway).toBe('kannel')
    expect(next?.delaySeconds).toBeGreaterThan(0)
  })

  test.each(['UNKNOWN', 'UNDELIVERED', 'ACCEPTED', 'SENDING'] as const)(
    `after ${status}, does not redispatch when another dispatch is %s`,
    (other) => {
      expect(nextDispatch([dispatch('kannel', status), dispatch('twilio', other)], ROUTE)).toBeNull()
    },
  )

  test(`after ${status}, does not count a refused dispatch as possibly sent`, () => {
    const next = nextDispatch([dispatch('kannel', status), refused('twilio', 'account')], ROUTE)
    expect(next).toEqual({ gateway: 'vonage', delaySeconds: 0 })
  })
})

describe('open circuits', () => {
  test('skips a gateway with an open circuit while another is closed', () => {
    open('twilio')
    expect(nextDispatch([refused('kannel', 'transient')], ROUTE)).toEqual({ gateway: 'vonage', delaySeconds: 0 })
  })

  test('backs off when all circuits are open', () => {
    open(...ROUTE)
    const next = nextDispatch([refused('kannel', 'transient')], ROUTE)
    expect(next?.gateway).toBe('twilio')
    expect(next?.delaySeconds).toBeGreaterThan(0)
  })
})

test('ends after at most two dispatches that may have reached a carrier, for any results', () => {
  const status = fc.constantFrom<MessageStatus>('UNKNOWN', 'UNDELIVERED', 'FAILED')
  const answer = fc.record({ status, refusal: fc.constantFrom('number', 'account', 'transient', 'opted-out') })
  fc.assert(
    fc.property(
      fc.subarray(ROUTE, { minLength: 1 }),
      fc.array(answer, { minLength: 40, maxLength: 40 }),
      (route, answers) => {
        const so: Dispatch[] = []
        let gateway = route[0]
        for (const said of answers) {
          if (!gateway) break
          so.push(dispatch(gateway, said.status, { refusal: said.status === 'FAILED' ? said.refusal : null }))
          gateway = nextDispatch(so, route)?.gateway
        }
        expect(so.filter(({ status }) => status !== 'FAILED').length).toBeLessThanOrEqual(2)
        expect(so.length).toBeLessThanOrEqual(24)
      },
    ),
  )
})
