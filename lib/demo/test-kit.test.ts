import { describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { changeNetwork } from './network'
import { PRESET_NAMES, preset } from './network-conditions'
import { putNetwork, readMessagesQuery, simulatedPhone } from './test-kit'

vi.mock('./network', () => ({ changeNetwork: vi.fn(), readNetwork: vi.fn() }))

const ID = '6f1c1f5e-4b0c-4a8e-9d0a-0d8f1f1f1f1f'
const query = (text: string) => readMessagesQuery(new URLSearchParams(text))

describe('the query for messages', () => {
  test('accepts no parameter, an empty id and an id', () => {
    expect(query('')).toEqual({})
    expect(query('after=')).toEqual({ after: '' })
    expect(query(`after=${ID}`)).toEqual({ after: ID })
  })

  test.each([
    'after=1',
    `after=${ID}x`,
    'after=+',
    `after=${ID}&after=${ID}`,
    'before=',
    `after=${ID}&x=1`,
    '__proto__=1',
  ])('rejects %s', (text) => {
    expect(query(text)).toBeNull()
  })
})

describe('changes of the network', () => {
  test.each(PRESET_NAMES)('accepts the preset %s', async (name) => {
    expect(await putNetwork({ preset: name })).toBe(true)
    expect(changeNetwork).toHaveBeenLastCalledWith(preset(name))
  })

  test('accepts conditions; those that are left out are clear', async () => {
    expect(await putNetwork({ gateways: { 'handset-b': { carrierDown: true } } })).toBe(true)
    const clear = preset('clear')
    const expected = { ...clear, 'handset-b': { ...clear['handset-b'], carrierDown: true } }
    expect(changeNetwork).toHaveBeenLastCalledWith(expected)
  })

  test.each([
    undefined,
    null,
    [],
    {},
    'clear',
    { preset: 'Clear' },
    { preset: 'toString' },
    { preset: ['clear'] },
    { preset: 'clear', gateways: {} },
    { gateways: { kannel: {} } },
    { gateways: { handset: { loss: 2 } } },
    { handset: {} },
  ])('rejects %j and changes nothing', async (body) => {
    vi.mocked(changeNetwork).mockClear()
    expect(await putNetwork(body)).toBe(false)
    expect(changeNetwork).not.toHaveBeenCalled()
  })
})

describe('simulated phones', () => {
  test('are the numbers that no real gateway serves', () => {
    const routes = [{ prefix: '', value: ['twilio' as const, 'handset' as const] }]
    vi.spyOn(configuration, 'env').mockReturnValue({
      ...configuration.env(),
      smsRoutes: routes,
      demoNumbers: ['+12025550123'],
    })
    expect(simulatedPhone('+12025550123')).toBeNull()
    expect(simulatedPhone('%2B12025550124')).toBe('+12025550124')
    vi.restoreAllMocks()
  })

  test.each(['', '12025550123', '+1', 'messages', '+12025550123x'])('are not %j', (param) => {
    expect(simulatedPhone(param)).toBeNull()
  })
})
