import { randomBytes, randomInt } from 'node:crypto'

const BROWSER_TOKEN_BYTES = 16

/** Somebody who asks: from where, and with which cookies. */
export interface Visitor {
  clientIp: string
  cookies: Map<string, string>
}

const byte = () => randomInt(1, 255)
export const freshIp = (): string => `10.${byte()}.${byte()}.${byte()}`

/** A browser that has never been here, from an IP that has never been seen. */
export const visitor = (clientIp = freshIp()): Visitor => ({
  clientIp,
  cookies: new Map([['latchkey-browser', randomBytes(BROWSER_TOKEN_BYTES).toString('base64url')]]),
})

/** The same browser at another IP. */
export const elsewhere = ({ cookies }: Visitor, clientIp = freshIp()): Visitor => ({ clientIp, cookies })

/** Some IP of one /64 network, which is what one customer of a provider is given. */
export const ipWithin = (network: string): string =>
  `${network}:${Array.from({ length: 4 }, () => randomInt(0x1_0000).toString(16)).join(':')}`

/** Ways to write one IPv4 address, with forged entries before the one that the trusted proxy saw. */
export function spellingsOf(clientIp: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = clientIp.split('.').map(Number)
  const hex = [a * 256 + b, c * 256 + d].map((half) => half.toString(16)).join(':')
  const mapped = [`::ffff:${clientIp}`, `::ffff:${hex}`, `0:0:0:0:0:ffff:${hex}`, `::FFFF:${hex.toUpperCase()}`]
  const forged = [`${freshIp()}, ${clientIp}`, `127.0.0.1, ::1, ${freshIp()},${clientIp}`, `, ,${clientIp}`]
  return [clientIp, ...mapped, ...forged]
}
