import { randomBytes } from 'node:crypto'

const SESSION_ID_BYTES = 32

/** 256 bits from the CSPRNG: what a session is known by. */
export const newSessionId = (): string => randomBytes(SESSION_ID_BYTES).toString('base64url')
