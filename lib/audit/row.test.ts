import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { configurationEvent } from '@/scripts/serve/configuration-event'
import type { AuditEvent } from './events'
import { fingerprint } from './fingerprint'
import { rowOf } from './row'

afterEach(() => void vi.restoreAllMocks())

const PHONE = '+12025550123'

describe('an event of the trail', () => {
  test('holds of a number its mask and its fingerprint, and of an IP its fingerprint alone', () => {
    const row = rowOf({ event: 'sign-in.failed', phone: PHONE, network: '203.0.113.7' })
    expect(row).toMatchObject({ phone: '+1 ••• ••• ••23', phoneKey: fingerprint('phone', PHONE) })
    expect(JSON.stringify(row)).not.toMatch(/2025550123|203\.0\.113/)
  })

  test.each<[string, unknown]>([
    ['a field that its table does not name', { event: 'limit.hit', detail: { policy: 'sends', typed: 'quokka' } }],
    ['a detail where there is none to have', { event: 'sign-in', detail: { password: 'quokka' } }],
    ['a sentence from outside in place of a name', { event: 'limit.hit', detail: { policy: 'sends; quokka' } }],
    ['a number in a reason', { event: 'receipt.rejected', detail: { gateway: 'kannel', reason: 'not 123456' } }],
  ])('is refused with %s', (_what, event) => {
    expect(() => rowOf(event as AuditEvent)).toThrow()
  })

  test('of the start tells what the operator decided, and none of the secrets', () => {
    const config = configuration.env()
    const text = JSON.stringify(rowOf(configurationEvent(config)))
    expect(text).toContain('"routes":["*:handset"]')
    for (const secret of [config.authSecret, ...config.codeKeys.map((key) => key.secret.toString('base64'))])
      expect(text).not.toContain(secret)
  })
})

describe('a fingerprint', () => {
  test('is the same for the same number, and another for another number, kind or key', () => {
    const mine = fingerprint('phone', PHONE)
    expect(fingerprint('phone', PHONE)).toBe(mine)
    expect(fingerprint('phone', '+12025550124')).not.toBe(mine)
    expect(fingerprint('network', PHONE)).not.toBe(mine)
    vi.spyOn(configuration, 'env').mockReturnValue({ ...configuration.env(), authSecret: 'x'.repeat(32) })
    expect(fingerprint('phone', PHONE)).not.toBe(mine)
  })
})
