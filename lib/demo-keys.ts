import { createHmac } from 'node:crypto'

/**
 * A secret between parts of the demo that run as processes of their own. Derived from the demo's own secret, so that all
 * who can read that agree and nothing more has to be kept.
 */
export const demoKey = (authSecret: string, use: 'kannel' | 'carrier'): string =>
  createHmac('sha256', authSecret).update(`demo:${use}`).digest('base64url')
