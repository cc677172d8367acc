import net from 'node:net'
import { type Env, env } from '@/lib/config/env'
import { armFault } from '@/lib/process/fault-injection'
import { loadDemoSecrets } from './demo-secrets'
import { StartFailure } from './start-failure'
import { warningsFor } from './warnings'

/** Reads the configuration and refuses what can't work, before anything that takes long is begun. */
export async function configure(): Promise<Env> {
  const config = readConfiguration()
  await requireFreePort(config)
  return config
}

/** The configuration of this process, with the secrets that the demo makes for itself. */
export function readConfiguration(): Env {
  loadDemoSecrets(process.env)
  const config = env()
  armFault(config.crashAt)
  for (const warning of warningsFor(config)) console.warn(warning)
  return config
}

/** Says what a person can do about a failure to listen. */
export function listenFailure({ code, message }: NodeJS.ErrnoException, { host, port }: Env): StartFailure {
  if (code === 'EADDRINUSE')
    return new StartFailure(`Port ${port} is taken by another program; set PORT to a free one.`)
  if (code === 'EACCES')
    return new StartFailure(`Port ${port} may not be used by this user; set PORT to one above 1023.`)
  return new StartFailure(
    `HOST ${host} can't be listened on (${code ?? message}); set it to an address of this machine.`,
  )
}

function requireFreePort(config: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', (error) => reject(listenFailure(error, config)))
    probe.listen(config.port, config.host, () => probe.close(() => resolve()))
  })
}
