import { randomBytes, randomInt } from 'node:crypto'

const AREA_CODES = [202, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 801, 816, 904]

/** Part of every test password, so that the leak search can find it. */
export const PASSWORD_MARK = 'quokka'

/** Returns a random valid number in E.164, outside 555-01NN, where the simulated carrier fails on purpose. */
export function freshPhone(): string {
  const areaCode = AREA_CODES[randomInt(AREA_CODES.length)]
  return `+1${areaCode}${randomInt(220, 400)}${String(randomInt(10_000)).padStart(4, '0')}`
}

/** A single word of the maximum length of a name. */
export const LONGEST_NAME = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'

export const freshPassword = (): string => `lantern ${PASSWORD_MARK} orbit ${randomBytes(4).toString('hex')}`

export const nationally = (phone: string): string => `(${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`

export const otherCode = (code: string, by = 1): string => String((Number(code) + by) % 1_000_000).padStart(6, '0')
