import { randomBytes, randomInt } from 'node:crypto'

const BROWSER_TOKEN_BYTES = 16

export interface Visitor {
  clientIp: string
  cookies: Map<string, string>
}

const byte = () => randomInt(1, 255)
export const freshIp = (): string => `10.${byte()}.${byte()}.${byte()}`

export const visitor = (clientIp = freshIp()): Visitor => ({
  clientIp,
  cookies: new Map([['latchkey-browser', randomBytes(BROWSER_TOKEN_BYTES).toString('base64url')]]),
})

export const elsewhere = ({ cookies }: Visitor, clientIp = freshIp()): Visitor => ({ clientIp, cookies })

/** Returns a random IP of a /64, the network that a provider assigns to one customer. */
export const ipWithin = (network: string): string =>
  `${network}:${Array.from({ length: 4 }, () => randomInt(0x1_0000).toString(16)).join(':')}`

/** Returns spellings of one IPv4, some behind forged entries as a trusted proxy would append it. */
export function spellingsOf(clientIp: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = clientIp.split('.').map(Number)
  const hex = [a * 256 + b, c * 256 + d].map((half) => half.toString(16)).join(':')
  const mapped = [`::ffff:${clientIp}`, `::ffff:${hex}`, `0:0:0:0:0:ffff:${hex}`, `::FFFF:${hex.toUpperCase()}`]
  const forged = [`${freshIp()}, ${clientIp}`, `127.0.0.1, ::1, ${freshIp()},${clientIp}`, `, ,${clientIp}`]
  return [clientIp, ...mapped, ...forged]
}
