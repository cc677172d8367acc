const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

type Served = { appOrigin: string; mode: 'demo' | 'live'; port: number }

/** The Host headers that are answered: our own name, and in a demo for this machine its other names for itself. */
export function allowedHosts({ appOrigin, mode, port }: Served): ReadonlySet<string> {
  const own = new URL(appOrigin)
  const isLocal = mode === 'demo' && isLoopback(own.hostname)
  return new Set([own.host, ...(isLocal ? LOOPBACK_NAMES.map((name) => new URL(`http://${name}:${port}`).host) : [])])
}

/** The one host that a request names, or undefined where it names none, several, or a foreign one. */
export function namedHost(rawHeaders: readonly string[], allowed: ReadonlySet<string>): string | undefined {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host')
  const [host] = hosts.map((name) => name.toLowerCase())
  return hosts.length === 1 && host !== undefined && allowed.has(host) ? host : undefined
}

/** Whether a host name or address means this machine alone. */
export const isLoopback = (host: string) =>
  ['localhost', '::1', '[::1]'].includes(host) || /^127(\.\d{1,3}){3}$/.test(host)
