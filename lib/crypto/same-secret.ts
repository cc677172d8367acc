import { createHash, timingSafeEqual } from 'node:crypto'

const hash = (text: string) => createHash('sha256').update(text).digest()

/** Compares in constant time. Hashes both first, so that timing does not reveal the expected length either. */
export const sameSecret = (given: string, expected: string): boolean => timingSafeEqual(hash(given), hash(expected))
