import { randomInt } from 'node:crypto'
import net from 'node:net'
import { StartFailure } from '../serve/start-failure'

/** Below what systems hand out to outgoing connections: one of those could take a port before a box gets to it. */
const [LOWEST, HIGHEST] = [20_000, 32_768]

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })

/** Kannel dies of a port that is taken, and says so in a log; this says it before. */
export async function requireFreePorts(ports: number[]): Promise<void> {
  for (const port of ports) {
    if (!(await isFree(port)))
      throw new StartFailure(`Port ${port} is taken, perhaps by another \`npm run kannel\`; end that first.`)
  }
}

/** Ports that nobody listens on now; somebody else may be faster, so whoever takes them has to be ready for that. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>()
  while (found.size < count) {
    const port = randomInt(LOWEST, HIGHEST)
    if (await isFree(port)) found.add(port)
  }
  return [...found]
}
