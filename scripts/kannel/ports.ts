import { randomInt } from 'node:crypto'
import net from 'node:net'
import { StartFailure } from '../serve/start-failure'

/** Below the ephemeral range, so that no outgoing connection takes a port before a box does. */
const [LOWEST, HIGHEST] = [20_000, 32_768]

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** Throws if a port is in use. Kannel itself would report it only in its log. */
export async function requireFreePorts(ports: number[]): Promise<void> {
  for (const port of ports) {
    if (!(await isFree(port)))
      throw new StartFailure(
        `Port ${port} is already in use, possibly by another \`npm run kannel\`; stop that process first.`,
      )
  }
}

/** Returns free ports. Callers must handle the race condition that another process takes one first. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}
