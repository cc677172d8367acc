import { createHmac } from 'node:crypto'
import { sameSecret } from '@/lib/crypto/same-secret'
import type { Rejected } from '@/lib/delivery/gateways/gateway'
import { rawBody, rejected } from '@/lib/delivery/gateways/webhook'

interface SignedForm {
  kind: 'form'
  form: URLSearchParams
  url: URL
}

export async function signedForm(
  request: Request,
  { authToken, receiptOrigin }: { authToken: string; receiptOrigin: string },
): Promise<SignedForm | Rejected> {
  const type = request.headers.get('content-type') ?? ''
  if (request.method !== 'POST' || !/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) {
    return rejected('not a form')
  }
  const body = await rawBody(request)
  if (body === null) return rejected('no readable body')
  const form = new URLSearchParams(body)
  const { pathname, search } = new URL(request.url)
  const url = new URL(receiptOrigin + pathname + search)
  const signature = request.headers.get('x-twilio-signature') ?? ''
  if (!isSignedByTwilio(signature, authToken, url, form)) return rejected('not signed by Twilio')
  return { kind: 'form', form, url }
}

/** Verifies HMAC-SHA1 over the URL, with or without its port, and the form. https://www.twilio.com/docs/usage/security */
export function isSignedByTwilio(signature: string, authToken: string, url: URL, form: URLSearchParams): boolean {
  const signed = signedParameters(form)
  return signedUrls(url)
    .map((signedUrl) =>
      createHmac('sha1', authToken)
        .update(signedUrl + signed)
        .digest('base64'),
    )
    .map((expected) => sameSecret(signature, expected))
    .includes(true)
}

function signedParameters(form: URLSearchParams): string {
  const names = [...new Set(form.keys())].sort()
  return names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value)).join('')
}

function signedUrls({ protocol, hostname, port, pathname, search }: URL): string[] {
  const withPort = `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
  return [hostname, withPort].map((host) => `${protocol}//${host}${pathname}${search}`)
}
