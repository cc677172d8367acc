import http from 'node:http'
import next from 'next'
import { audit } from '@/lib/audit/audit'
import { firstVisitCookie } from '@/lib/auth/browser-cookie'
import type { Env } from '@/lib/config/env'
import type { OpenDatabase } from '@/lib/db/driver/client'
import { hasDemoAccess } from '@/lib/demo/demo-access'
import { createEntryServer } from '@/lib/http/create-server'
import { closeServer, shutDownOnSignal } from '@/lib/http/graceful-shutdown'
import { rejectProtocolErrors } from '@/lib/http/protocol-errors'
import { requestHandler } from '@/lib/http/request-handler'
import { surroundingsOf } from '@/lib/http/security-headers'
import { captureConsole } from '@/lib/log/console-capture'
import { shutDown } from '@/lib/process/lifecycle'
import { dispatchRemaining, startOutboxWorker } from '@/lib/worker/outbox-worker'
import { configurationEvent } from '@/scripts/serve/configuration-event'
import { listenFailure } from '@/scripts/serve/configure'

interface Options {
  dev: boolean
  announce: () => void
}

export async function serve(config: Env, database: OpenDatabase, { dev, announce }: Options): Promise<void> {
  // In development Next's output goes to the terminal unchanged.
  if (!dev) captureConsole(console)
  const server = createEntryServer()
  // Next attaches its upgrade handler, which only development needs, to the server that it receives.
  const httpServer = dev ? server : http.createServer()
  const app = next({ dev, hostname: config.host, port: config.port, httpServer })
  await app.prepare()
  // Earlier requests would wait for a handler that does not exist yet.
  server.on('request', requestHandler({ config, dev, next: app.getRequestHandler(), hasDemoAccess, firstVisitCookie }))
  rejectProtocolErrors(server, surroundingsOf(config, dev))
  await listen(server, config)
  announce()
  startOutboxWorker()
  audit(configurationEvent(config))
  shutDownOnSignal(() => end(server, app, database), { startedByNpm: process.env.npm_lifecycle_event !== undefined })
}

function listen(server: http.Server, config: Env): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, config)))
    server.listen(config.port, config.host, resolve)
  })
}

async function end(server: http.Server, app: { close(): Promise<void> }, database: OpenDatabase) {
  const answered = closeServer(server)
  // Open event streams would keep the server from closing.
  await shutDown()
  await answered
  await dispatchRemaining()
  // The last requests may have registered further shutdown handlers.
  await shutDown()
  await app.close()
  await database.close()
}
