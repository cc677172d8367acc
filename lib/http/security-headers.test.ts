import { describe, expect, it } from 'vitest'
import { securityHeaders } from './security-headers'

const demo = { secure: false, demo: true, dev: false }
const live = { secure: true, demo: false, dev: false }

describe('the headers of every answer', () => {
  it('allow no script and no style but our own, and no base or foreign form target', () => {
    const policy = securityHeaders(live)['content-security-policy']
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("base-uri 'none'")
  })

  it('let nobody frame the pages in live mode, and only ourselves in the demo', () => {
    expect(securityHeaders(live)['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(securityHeaders(demo)['content-security-policy']).toContain("frame-ancestors 'self'")
  })

  it('say the same about frames to browsers that know only the older header', () => {
    expect(securityHeaders(live)['x-frame-options']).toBe('DENY')
    expect(securityHeaders(demo)['x-frame-options']).toBe('SAMEORIGIN')
  })

  it('insist on https where the application is served over it, and only there', () => {
    expect(securityHeaders(live)).toHaveProperty('strict-transport-security')
    expect(securityHeaders(demo)).not.toHaveProperty('strict-transport-security')
  })
})
