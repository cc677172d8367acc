import { randomBytes, randomInt } from 'node:crypto'

const BROWSER_TOKEN_BYTES = 16

/** Somebody who asks: from where, and with which cookies. */
export interface Visitor {
  address: string
  cookies: Map<string, string>
}

const byte = () => randomInt(1, 255)
export const freshAddress = (): string => `10.${byte()}.${byte()}.${byte()}`

/** A browser that has never been here, from an address that has never been seen. */
export const visitor = (address = freshAddress()): Visitor => ({
  address,
  cookies: new Map([['latchkey-browser', randomBytes(BROWSER_TOKEN_BYTES).toString('base64url')]]),
})

/** The same browser at another address. */
export const elsewhere = ({ cookies }: Visitor, address = freshAddress()): Visitor => ({ address, cookies })

/** Some address of one /64 network, which is what one customer of a provider is given. */
export const addressWithin = (network: string): string =>
  `${network}:${Array.from({ length: 4 }, () => randomInt(0x1_0000).toString(16)).join(':')}`

/** Ways to write one IPv4 address, with forged entries before the one that the trusted proxy saw. */
export function spellingsOf(address: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  const hex = [a * 256 + b, c * 256 + d].map((half) => half.toString(16)).join(':')
  const mapped = [`::ffff:${address}`, `::ffff:${hex}`, `0:0:0:0:0:ffff:${hex}`, `::FFFF:${hex.toUpperCase()}`]
  const forged = [`${freshAddress()}, ${address}`, `127.0.0.1, ::1, ${freshAddress()},${address}`, `, ,${address}`]
  return [address, ...mapped, ...forged]
}
