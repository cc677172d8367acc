/** Secrets of a run, for which tables, logs and the audit trail are searched. */
export interface Secrets {
  codes: Set<string>
  phones: Set<string>
  nonces: Uint8Array[]
  /** Keys that derive codes and encrypt cookies. */
  keys: Uint8Array[]
  /** Cookies of test browsers. Tokens are session ids, browser hashes and receipt tokens. */
  cookies: Set<string>
  tokens: Set<string>
  passwordMark: string
}

// Six digits inside a longer number, a hash or a fraction of a second are not a code.
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

/** Returns the secrets found in table dumps; numbers and nonces are allowed there. */
export function leaksInTables(text: string, secrets: Secrets): string[] {
  return [
    ...codesWithin(text, secrets.codes),
    ...within(text, 'a key', secrets.keys),
    ...heldOf('a cookie', secrets.cookies, text),
    ...(text.includes(secrets.passwordMark) ? ['a password'] : []),
  ]
}

/** Returns the secrets found in a log, where none is allowed. */
export function leaksInLog(text: string, secrets: Secrets): string[] {
  return [
    ...leaksInTables(text, secrets),
    ...within(text, 'a nonce', secrets.nonces),
    ...heldOf('a token', secrets.tokens, text),
    ...[...secrets.phones].filter((phone) => text.includes(phone.slice(1))).map((phone) => `the number ${phone}`),
  ]
}

const IP = /(?<![\w.])\d{1,3}(\.\d{1,3}){3}(?![\w.])|::ffff:|::1(?!\w)/g

/** Returns the full numbers and IPs found in the audit trail, which may hold only masks and fingerprints. */
export function leaksInTrail(text: string, { phones }: Pick<Secrets, 'phones'>): string[] {
  const ips = (text.match(IP) ?? []).map((clientIp) => `the IP ${clientIp}`)
  return [...[...phones].filter((phone) => text.includes(phone.slice(1))).map((phone) => `the number ${phone}`), ...ips]
}
