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
import { startOutboxWorker } from '@/lib/worker/outbox-worker'
import { configurationEvent } from '@/scripts/serve/configuration-event'
import { listenFailure } from '@/scripts/serve/configure'

interface Options {
  dev: boolean
  /** Called as soon as requests are accepted and before anything is logged, so that the announcement stands alone. */
  announce: () => void
}

/** Our own HTTP entry in front of Next: see lib/http for what happens to a request before Next sees it. */
export async function serve(config: Env, database: OpenDatabase, { dev, announce }: Options): Promise<void> {
  // In development its words are for the person at the terminal.
  if (!dev) captureConsole(console)
  const server = createEntryServer()
  // Next takes upgrades for its own use from the server that it is given; only development needs them.
  const httpServer = dev ? server : http.createServer()
  const app = next({ dev, hostname: config.host, port: config.port, httpServer })
  await app.prepare()
  // Only now is there a handler; a request that came earlier would never be answered.
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
  // Event streams would hold the server open for ever, so they end before it is waited for.
  await shutDown()
  await answered
  // Requests that were answered meanwhile may have left something to be ended.
  await shutDown()
  await app.close()
  await database.close()
}
