import type { IncomingHttpHeaders } from 'node:http'
import { PRESENTER_HEADER } from './presenter'

// Headers that proxies and Next use internally; a client could forge them.
const UNTRUSTED = new Set([
  'cf-connecting-ip',
  'content-security-policy',
  'content-security-policy-report-only',
  'forwarded',
  'next-resume',
  'true-client-ip',
  'x-client-ip',
  'x-cluster-client-ip',
  'x-http-method-override',
  'x-matched-path',
  'x-method-override',
  'x-next-intl-locale',
  'x-nonce',
  'x-now-route-matches',
  'x-original-host',
  'x-original-url',
  'x-real-ip',
  'x-rewrite-url',
])
const UNTRUSTED_PREFIXES = ['x-forwarded-', 'x-invoke-', 'x-latchkey-', 'x-middleware-', 'x-vercel-']

export function trustHeaders(
  headers: IncomingHttpHeaders,
  known: { clientIp: string; host: string; appOrigin: string; isPresenter: boolean },
): void {
  for (const name of Object.keys(headers)) {
    if (UNTRUSTED.has(name) || UNTRUSTED_PREFIXES.some((prefix) => name.startsWith(prefix))) delete headers[name]
  }
  const { protocol, port } = new URL(known.appOrigin)
  const secure = protocol === 'https:'
  headers.host = known.host
  headers['x-forwarded-for'] = known.clientIp
  headers['x-forwarded-host'] = known.host
  if (known.isPresenter) headers[PRESENTER_HEADER] = '1'
  headers['x-forwarded-proto'] = secure ? 'https' : 'http'
  headers['x-forwarded-port'] = port || (secure ? '443' : '80')
}
