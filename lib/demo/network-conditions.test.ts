import { describe, expect, test } from 'vitest'
import {
  CLEAR,
  conditionsFrom,
  networkConditions,
  PRESET_NAMES,
  preset,
  presetOf,
  withSlowMotion,
} from './network-conditions'

const WITHOUT_EFFECT = {
  delayMs: null,
  loss: 0,
  failureRate: 0,
  carrierDown: false,
  receiptDelayMs: 0,
  receiptsLost: false,
  receiptsDuplicated: false,
  receiptsOutOfOrder: false,
  slowMotion: false,
}

describe('network conditions', () => {
  test('gateways and fields that are left out are clear', () => {
    const { loss, ...others } = WITHOUT_EFFECT
    expect(CLEAR).toEqual(WITHOUT_EFFECT)
    expect(networkConditions.parse({})).toEqual({ handset: WITHOUT_EFFECT, 'handset-b': WITHOUT_EFFECT })
    expect(networkConditions.parse({ 'handset-b': { loss: 0.5 } })).toEqual({
      handset: { loss, ...others },
      'handset-b': { loss: 0.5, ...others },
    })
  })

  test.each([
    ['limits', { delayMs: 60_000, receiptDelayMs: 60_000, loss: 1, failureRate: 1 }],
    ['zeros', { delayMs: 0, receiptDelayMs: 0, loss: 0, failureRate: 0 }],
    ['no delay of its own', { delayMs: null }],
  ])('accepts %s', (_, handset) => {
    expect(networkConditions.safeParse({ handset }).success).toBe(true)
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['a text', 'clear'],
    ['an unknown gateway', { kannel: {} }],
    ['the prototype of objects', JSON.parse('{"__proto__":{}}')],
    ['an unknown field', { handset: { jitter: 1 } }],
    ['a condition that is no object', { handset: 1 }],
    ['a delay above a minute', { handset: { delayMs: 60_001 } }],
    ['a negative delay', { handset: { delayMs: -1 } }],
    ['a fraction of a millisecond', { handset: { receiptDelayMs: 0.5 } }],
    ['a share above one', { handset: { loss: 1.1 } }],
    ['a negative share', { handset: { failureRate: -0.1 } }],
    ['a share that is a text', { handset: { loss: '0.5' } }],
    ['a number for a switch', { handset: { carrierDown: 1 } }],
    ['a share of null', { handset: { loss: null } }],
  ])('rejects %s', (_, conditions) => {
    expect(networkConditions.safeParse(conditions).success).toBe(false)
  })
})

describe('presets', () => {
  test.each(PRESET_NAMES)('the preset %s is recognized by its conditions, in slow motion too', (name) => {
    expect(presetOf(preset(name))).toBe(name)
    expect(presetOf(withSlowMotion(preset(name), true))).toBe(name)
  })

  test('the preset clear has no effect on any gateway', () => {
    expect(Object.values(preset('clear'))).toEqual([WITHOUT_EFFECT, WITHOUT_EFFECT])
  })

  test('other conditions are no preset', () => {
    expect(presetOf(networkConditions.parse({ handset: { loss: 0.123 } }))).toBeNull()
  })

  test.each(['gateway-down', 'carrier-down'] as const)('the preset %s leaves the second gateway clear', (name) => {
    expect(preset(name)['handset-b']).toEqual(WITHOUT_EFFECT)
  })
})

test('reads stored conditions; gateways without a row are clear', () => {
  const row = { ...WITHOUT_EFFECT, gateway: 'handset-b', loss: 0.5 }
  expect(conditionsFrom([])).toEqual(preset('clear'))
  expect(conditionsFrom([row])).toEqual({ handset: WITHOUT_EFFECT, 'handset-b': { ...WITHOUT_EFFECT, loss: 0.5 } })
})
