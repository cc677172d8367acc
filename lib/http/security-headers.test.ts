import { describe, expect, it } from 'vitest'
import { securityHeaders } from './security-headers'

const demo = { secure: false, demo: true, dev: false }
const live = { secure: true, demo: false, dev: false }

describe('security headers', () => {
  it('the policy allows only our own scripts and styles, no base URL and no foreign form targets', () => {
    const policy = securityHeaders(live)['content-security-policy']
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("base-uri 'none'")
  })

  it('framing is forbidden in live mode and same-origin in the demo', () => {
    expect(securityHeaders(live)['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(securityHeaders(demo)['content-security-policy']).toContain("frame-ancestors 'self'")
  })

  it('X-Frame-Options matches the frame-ancestors of the policy', () => {
    expect(securityHeaders(live)['x-frame-options']).toBe('DENY')
    expect(securityHeaders(demo)['x-frame-options']).toBe('SAMEORIGIN')
  })

  it('HSTS is sent only if the application is served over HTTPS', () => {
    expect(securityHeaders(live)).toHaveProperty('strict-transport-security')
    expect(securityHeaders(demo)).not.toHaveProperty('strict-transport-security')
  })
})
