/** What a server must have kept nowhere but where it belongs. */
export interface Secrets {
  /** Codes that were sent. */
  codes: Set<string>
  /** Numbers in E.164. */
  phones: Set<string>
  /** Random bytes that codes were derived from. */
  nonces: Uint8Array[]
  /** What codes are derived with and cookies are sealed with, however it may be spelled. */
  keys: Uint8Array[]
  /** Cookies of the browsers that tests opened; and what proves something: session ids, browsers' hashes, receipts' references. */
  cookies: Set<string>
  tokens: Set<string>
  /** Stands in every password that was typed. */
  passwordMark: string
}

// As a token of its own: six digits inside a longer number, a hash or behind the point of a time are nobody's code.
const SIX_DIGITS = /(?<![0-9A-Za-z]|\d\.)\d{6}(?![0-9A-Za-z])/g

const spellings = (bytes: Uint8Array): string[] => {
  const buffer = Buffer.from(bytes)
  const base64 = buffer.toString('base64').replace(/=+$/, '')
  return [buffer.toString('hex'), base64, buffer.toString('base64url'), buffer.join(','), buffer.toString('latin1')]
}

const within = (text: string, what: string, all: Uint8Array[]) =>
  all.filter((bytes) => spellings(bytes).some((spelled) => text.includes(spelled))).map(() => what)

const codesWithin = (text: string, codes: Set<string>) =>
  (text.match(SIX_DIGITS) ?? []).filter((token) => codes.has(token)).map((code) => `the code ${code}`)

const heldOf = (what: string, all: Set<string>, text: string) =>
  [...all].filter((one) => text.includes(one)).map(() => what)

/** What the tables may not hold; they do hold numbers and nonces, which is their purpose. */
export function leaksInTables(text: string, secrets: Secrets): string[] {
  return [
    ...codesWithin(text, secrets.codes),
    ...within(text, 'a key', secrets.keys),
    ...heldOf('a cookie', secrets.cookies, text),
    ...(text.includes(secrets.passwordMark) ? ['a password'] : []),
  ]
}

/** What a log may not hold. */
export function leaksInLog(text: string, secrets: Secrets): string[] {
  return [
    ...leaksInTables(text, secrets),
    ...within(text, 'a nonce', secrets.nonces),
    ...heldOf('a token', secrets.tokens, text),
    ...[...secrets.phones].filter((phone) => text.includes(phone.slice(1))).map((phone) => `the number ${phone}`),
  ]
}

const IP = /(?<![\w.])\d{1,3}(\.\d{1,3}){3}(?![\w.])|::ffff:|::1(?!\w)/g

/** What the audit trail may not hold: whose number or IP an event is about. */
export function leaksInTrail(text: string, { phones }: Pick<Secrets, 'phones'>): string[] {
  const ips = (text.match(IP) ?? []).map((clientIp) => `the IP ${clientIp}`)
  return [...[...phones].filter((phone) => text.includes(phone.slice(1))).map((phone) => `the number ${phone}`), ...ips]
}
