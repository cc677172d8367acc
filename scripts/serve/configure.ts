import net from 'node:net'
import { type Env, env } from '@/lib/config/env'
import { armFault } from '@/lib/process/fault-injection'
import { loadDemoSecrets } from './demo-secrets'
import { StartFailure } from './start-failure'
import { warningsFor } from './warnings'

/** Reads the configuration and verifies that its port is free, before any slow step. */
export async function configure(): Promise<Env> {
  const config = readConfiguration()
  await requireFreePort(config)
  return config
}

/** Returns the configuration of this process, including the demo's generated secrets. */
export function readConfiguration(): Env {
  loadDemoSecrets(process.env)
  const config = env()
  armFault(config.crashAt)
  for (const warning of warningsFor(config)) console.warn(warning)
  return config
}

export function listenFailure({ code, message }: NodeJS.ErrnoException, { host, port }: Env): StartFailure {
  if (code === 'EADDRINUSE')
    return new StartFailure(`Port ${port} is already in use; stop the other process or set PORT to a free port.`)
  if (code === 'EACCES')
    return new StartFailure(`This user may not listen on port ${port}; set PORT to a port above 1023.`)
  return new StartFailure(
    `Could not listen on HOST ${host} (${code ?? message}); set HOST to an IP or host name of this machine.`,
  )
}

function requireFreePort(config: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer()
    probe.once('error', (error) => reject(listenFailure(error, config)))
    probe.listen(config.port, config.host, () => probe.close(() => resolve()))
  })
}
