import { createHmac } from 'node:crypto'
import { sameSecret } from './receipt'

/**
 * Whether X-Twilio-Signature is Twilio's: HMAC-SHA1 over the address and then every parameter of the form, sorted by name,
 * name and value without anything between. Of repeated parameters each different value counts once. Twilio may or may not
 * have signed the port, so both are tried. https://www.twilio.com/docs/usage/security
 */
export function isSignedByTwilio(signature: string, authToken: string, address: URL, form: URLSearchParams): boolean {
  const signed = signedParameters(form)
  return addresses(address)
    .map((url) =>
      createHmac('sha1', authToken)
        .update(url + signed)
        .digest('base64'),
    )
    .map((expected) => sameSecret(signature, expected))
    .includes(true)
}

function signedParameters(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  return names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value)).join('')
}

function addresses({ protocol, hostname, port, pathname, search }: URL): string[] {
  const withPort = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
  return [hostname, withPort].map((host) => `${protocol}//${host}${pathname}${search}`)
}
