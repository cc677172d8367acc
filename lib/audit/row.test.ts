import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { configurationEvent } from '@/scripts/serve/configuration-event'
import type { AuditEvent } from './events'
import { fingerprint } from './fingerprint'
import { rowOf } from './row'

afterEach(() => void vi.restoreAllMocks())

const PHONE = '+12025550123'

describe('audit event rows', () => {
  test('stores a phone number as mask and fingerprint, and an IP as fingerprint only', () => {
    const row = rowOf({ event: 'sign-in.failed', phone: PHONE, network: '203.0.113.7' })
    expect(row).toMatchObject({ phone: '+1 ••• ••• ••23', phoneKey: fingerprint('phone', PHONE) })
    expect(JSON.stringify(row)).not.toMatch(/2025550123|203\.0\.113/)
  })

  test.each<[string, unknown]>([
    ['a field outside its schema', { event: 'limit.hit', detail: { policy: 'sends', typed: 'quokka' } }],
    ['a detail for an event without details', { event: 'sign-in', detail: { password: 'quokka' } }],
    ['a sentence in place of a name', { event: 'limit.hit', detail: { policy: 'sends; quokka' } }],
    ['a number in a reason', { event: 'receipt.rejected', detail: { gateway: 'kannel', reason: 'not 123456' } }],
  ])('rejects an audit event with %s', (_what, event) => {
    expect(() => rowOf(event as AuditEvent)).toThrow()
  })

  test('records the configuration at startup without secrets', () => {
    const config = configuration.env()
    const text = JSON.stringify(rowOf(configurationEvent(config)))
    expect(text).toContain('"routes":["*:handset,handset-b"]')
    for (const secret of [config.authSecret, ...config.codeKeys.map((key) => key.secret.toString('base64'))])
      expect(text).not.toContain(secret)
  })
})

describe('fingerprints', () => {
  test('a fingerprint is stable and differs by number, kind and key', () => {
    const mine = fingerprint('phone', PHONE)
    expect(fingerprint('phone', PHONE)).toBe(mine)
    expect(fingerprint('phone', '+12025550124')).not.toBe(mine)
    expect(fingerprint('network', PHONE)).not.toBe(mine)
    vi.spyOn(configuration, 'env').mockReturnValue({ ...configuration.env(), authSecret: 'x'.repeat(32) })
    expect(fingerprint('phone', PHONE)).not.toBe(mine)
  })
})
