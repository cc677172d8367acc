const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

type Served = { appOrigin: string; mode: 'demo' | 'live'; port: number }

/** The Host headers that are answered: our own name, and in the demo this machine's other names for itself. */
export function allowedHosts({ appOrigin, mode, port }: Served): ReadonlySet<string> {
  const own = new URL(appOrigin).host
  return new Set(
    mode === 'demo' ? [own, ...LOOPBACK_NAMES.map((name) => new URL(`http://${name}:${port}`).host)] : [own],
  )
}

/** The one host that a request names, or undefined where it names none, several, or a foreign one. */
export function namedHost(rawHeaders: readonly string[], allowed: ReadonlySet<string>): string | undefined {
  const hosts = rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'host')
  const [host] = hosts.map((name) => name.toLowerCase())
  return hosts.length === 1 && host !== undefined && allowed.has(host) ? host : undefined
}

/** Whether only this machine can reach a server that listens there. */
export const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
