// Starts verifications and dispatches messages in a process that tests kill (lib/testing/faults).
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { openDatabase } from '@/lib/db/driver/client'
import { wakeOutboxWorker } from '@/lib/delivery/outbox-signal'
import { receive } from '@/lib/delivery/receipts'
import { closeServer, shutDownOnSignal } from '@/lib/http/graceful-shutdown'
import { onShutdown, shutDown } from '@/lib/process/lifecycle'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { check } from '@/lib/verification/check'
import { initiate } from '@/lib/verification/initiate'
import { startOutboxWorker } from '@/lib/worker/outbox-worker'
import { readConfiguration } from '../serve/configure'

const RECEIPTS = /^\/api\/gateways\/([^/]+)\/receipts$/

const dispatched = new Set<Promise<void>>()
let runsWorker = process.argv.includes('--outbox-worker')

/** Dispatches after the response: by its outbox worker, as the application does with `after()`, or else only this message. */
async function start(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { dispatch: atOnce, ...given } = JSON.parse(await text(request))
  const outcome = await initiate(given)
  await respond(response, 200, outcome)
  if (outcome.kind !== 'sent' || atOnce === false) return
  if (runsWorker) return wakeOutboxWorker()
  const running = dispatchMessage(outcome.messageId)
    .catch(() => {}) // left to the lease
    .finally(() => dispatched.delete(running))
  dispatched.add(running)
}

async function takeReceipt(gateway: string, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/' } = incoming
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
  const body = method === 'GET' ? undefined : await text(incoming)
  const status = await receive(gateway, new Request(new URL(url, 'http://127.0.0.1'), { method, headers, body }))
  await respond(response, status, null)
}

const respond = (response: ServerResponse, status: number, body: unknown) =>
  new Promise<void>((written) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body), written)
  })

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
  const [, gateway] = RECEIPTS.exec(pathname) ?? []
  if (gateway) return takeReceipt(gateway, request, response)
  if (pathname === '/start') return start(request, response)
  if (pathname === '/check') return respond(response, 200, await check(JSON.parse(await text(request))))
  if (pathname === '/outbox-worker') {
    runsWorker = true
    startOutboxWorker()
  }
  return respond(response, pathname === '/outbox-worker' ? 200 : 404, null)
}

const server = createServer((request, response) => {
  handle(request, response).catch((error: Error) => respond(response, 500, error.name))
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', 4096, listening))
const { port } = server.address() as AddressInfo
process.env.RECEIPT_ORIGIN = `http://127.0.0.1:${port}`
const { databaseUrl: url = '' } = readConfiguration()
const database = await openDatabase({ url })
if (runsWorker) startOutboxWorker()
onShutdown(async () => {
  server.closeIdleConnections()
  await closeServer(server)
  await Promise.all(dispatched)
})
shutDownOnSignal(() => shutDown().then(database.close), { startedByNpm: false })
// The parent has exited, so an aborted test run leaves no process behind.
process.once('disconnect', () => process.exit(1))
process.send?.({ port })
