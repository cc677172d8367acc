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

describe('after a refusal', () => {
  test.each(['number', 'account', 'transient'])('(%s) the next gateway of the route has it at once', (refusal) => {
    expect(nextDispatch([refused('kannel', refusal)], ROUTE)).toEqual({ gateway: 'twilio', delaySeconds: 0 })
    const two = [refused('kannel', refusal), refused('twilio', refusal)]
    expect(nextDispatch(two, ROUTE)).toEqual({ gateway: 'vonage', delaySeconds: 0 })
  })

  test.each(['number', 'account'])('by every gateway for good (%s), it ends', (refusal) => {
    expect(nextDispatch([refused('kannel', refusal)], ['kannel'])).toBeNull()
    expect(nextDispatch([refused('kannel', refusal), refused('twilio', refusal)], ['kannel', 'twilio'])).toBeNull()
  })

  test('for good, a gateway is not asked again, one that was busy is', () => {
    const both = [refused('kannel', 'transient'), refused('twilio', 'account')]
    expect(nextDispatch(both, ['kannel', 'twilio'])?.gateway).toBe('kannel')
  })

  test('by all for now, the one that was asked longest ago is asked again, after a wait', () => {
    const both = [refused('kannel', 'transient'), refused('twilio', 'transient')]
    const next = nextDispatch(both, ['kannel', 'twilio'])
    expect(next?.gateway).toBe('kannel')
    expect(next?.delaySeconds).toBeGreaterThan(0)
  })

  test('waits grow to half a minute, half of each at random', () => {
    const waits = (random: number) =>
      Array.from({ length: 8 }, (_, n) => {
        const tries = Array.from({ length: n + 1 }, () => refused('kannel', 'transient'))
        return nextDispatch(tries, ['kannel'], () => random)?.delaySeconds
      })
    expect(waits(1)).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
    expect(waits(0)).toEqual([0.5, 1, 2, 4, 8, 15, 15, 15])
  })

  test('with a time to come back, the gateway hears nothing before it, also after others were tried', () => {
    expect(nextDispatch([refused('kannel', 'transient', 90)], ['kannel'])?.delaySeconds).toBe(90)
    const both = [refused('kannel', 'transient', 90), refused('twilio', 'account')]
    expect(nextDispatch(both, ['kannel', 'twilio'])).toEqual({ gateway: 'kannel', delaySeconds: 90 })
  })

  test('with a time to come back, a gateway that named none is tried before it', () => {
    const both = [refused('kannel', 'transient', 3600), refused('twilio', 'transient')]
    const next = nextDispatch(both, ['kannel', 'twilio'])
    expect(next?.gateway).toBe('twilio')
    expect(next?.delaySeconds).toBeLessThanOrEqual(2)
  })

  test('trying ends, even if a gateway is busy for ever', () => {
    const tries = Array.from({ length: 24 }, () => refused('kannel', 'transient'))
    expect(nextDispatch(tries.slice(1), ['kannel'])).not.toBeNull()
    expect(nextDispatch(tries, ['kannel'])).toBeNull()
  })
})

describe.each(['UNKNOWN', 'UNDELIVERED'] as const)('a message that is %s', (status) => {
  test('goes out once more, by another gateway at once', () => {
    expect(nextDispatch([dispatch('kannel', status)], ROUTE)).toEqual({ gateway: 'twilio', delaySeconds: 0 })
  })

  test('goes by the same gateway after a wait, where there is no other', () => {
    const next = nextDispatch([dispatch('kannel', status)], ['kannel'])
    expect(next?.gateway).toBe('kannel')
    expect(next?.delaySeconds).toBeGreaterThan(0)
  })

  test.each(['UNKNOWN', 'UNDELIVERED', 'ACCEPTED', 'SENDING'] as const)(
    'is not sent a third time when another was %s',
    (other) => {
      expect(nextDispatch([dispatch('kannel', status), dispatch('twilio', other)], ROUTE)).toBeNull()
    },
  )

  test('still goes out once more when the one after it was refused, since that reached nobody', () => {
    const next = nextDispatch([dispatch('kannel', status), refused('twilio', 'account')], ROUTE)
    expect(next).toEqual({ gateway: 'vonage', delaySeconds: 0 })
  })
})

describe('a gateway whose circuit is open', () => {
  test('is passed over while another lets through', () => {
    open('twilio')
    expect(nextDispatch([refused('kannel', 'transient')], ROUTE)).toEqual({ gateway: 'vonage', delaySeconds: 0 })
  })

  test('is waited for when none lets through', () => {
    open(...ROUTE)
    const next = nextDispatch([refused('kannel', 'transient')], ROUTE)
    expect(next?.gateway).toBe('twilio')
    expect(next?.delaySeconds).toBeGreaterThan(0)
  })
})

test('whatever gateways answer, at most two dispatches of an SMS may have reached a carrier, and it ends', () => {
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
