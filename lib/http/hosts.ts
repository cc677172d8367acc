const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

type ServerConfig = { appOrigin: string; mode: 'demo' | 'live'; port: number }

export function allowedHosts({ appOrigin, mode, port }: ServerConfig): ReadonlySet<string> {
  const own = new URL(appOrigin)
  const isLocal = mode === 'demo' && isLoopback(own.hostname)
  return new Set([own.host, ...(isLocal ? LOOPBACK_NAMES.map((name) => new URL(`http://${name}:${port}`).host) : [])])
}

/** Returns a request's one allowed host; ignores default port and trailing dot (RFC 9110 4.2.3, RFC 3986 3.2.2). */
export function namedHost(
  rawHeaders: readonly string[],
  allowed: ReadonlySet<string>,
  protocol: string,
): string | undefined {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host')
  const [host] = hosts.map((name) => canonicalHost(name, protocol))
  return hosts.length === 1 && host !== undefined && allowed.has(host) ? host : undefined
}

/** Whether an Origin header equals the given origin: browsers send it in lower case, some with a trailing dot. */
export function isSameOrigin(given: string, own: string): boolean {
  const [, protocol, host] = /^(https?:)\/\/([^/A-Z]+)$/.exec(given) ?? []
  return protocol !== undefined && `${protocol}//${canonicalHost(host ?? '', protocol)}` === own
}

function canonicalHost(name: string, protocol: string): string {
  const defaultPort = protocol === 'https:' ? ':443' : ':80'
  const host = name.toLowerCase()
  const [hostname, port] = host.endsWith(defaultPort) ? [host.slice(0, -defaultPort.length), ''] : splitPort(host)
  return hostname.replace(/(?<=[^.])\.$/, '') + port
}

function splitPort(host: string): [string, string] {
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  return [host.slice(0, host.length - port.length), port]
}

export const isLoopback = (host: string) =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host)
