import { describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { senderCandidates } from './inbound-sender'

const serving = (...countries: string[]) => {
  const env = configuration.env()
  vi.spyOn(configuration, 'env').mockReturnValue({ ...env, allowedCountries: countries.length > 0 ? countries : '*' })
}

describe('sender candidates', () => {
  test.each([
    ['+525512345678', '+525512345678'],
    ['+5215512345678', '+525512345678'],
    ['005215512345678', '+525512345678'],
    ['+541123456789', '+5491123456789'],
    ['+5491123456789', '+5491123456789'],
    ['\u202a+1 (202) 555-0123\u202c', '+12025550123'],
    ['tel:+1-202-555-0123', '+12025550123'],
    ['+44 (0)7400 123456', '+447400123456'],
  ])('reads the international sender %s as %s', (from, phone) => {
    expect(senderCandidates(from)).toEqual({ international: phone, dialed: [] })
  })

  test.each([
    ['5215512345678', 'MX', '+525512345678'],
    ['525512345678', 'MX', '+525512345678'],
    ['5512345678', 'MX', '+525512345678'],
    ['2025550123', 'US', '+12025550123'],
    ['12025550123', 'US', '+12025550123'],
    ['07400 123456', 'GB', '+447400123456'],
    ['0151 23456789', 'DE', '+4915123456789'],
    ['011 52 1 55 1234 5678', 'US', '+525512345678'],
  ])('reads the sender %s as a number of the served country %s', (from, country, phone) => {
    serving(country)
    const { international, dialed } = senderCandidates(from)
    expect([...dialed, international]).toContain(phone)
    vi.restoreAllMocks()
  })

  test.each(['72345', 'Acme', 'whatsapp:+12025550123', '+12025550123\n+13035550133', '', '+', '+1202'])(
    'finds no number in the sender %j',
    (from) => {
      serving('US', 'GB')
      expect(senderCandidates(from)).toEqual({ international: undefined, dialed: [] })
      vi.restoreAllMocks()
    },
  )
})
