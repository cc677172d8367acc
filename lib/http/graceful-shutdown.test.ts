import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'

/** A server process whose responses take half a second. */
const SERVER = `import('./scripts/tsx.mjs').then(async ({ load }) => {
  const { closeServer, shutDownOnSignal } = await load('../lib/http/graceful-shutdown.ts')
  const server = require('node:http').createServer((_, response) => {
    console.log('asked')
    setTimeout(() => response.end('answered'), 500)
  })
  server.listen(0, '127.0.0.1', () => console.log(server.address().port))
  shutDownOnSignal(() => closeServer(server), { startedByNpm: false })
})`

it('on SIGTERM the server completes pending requests, accepts no new ones, and exits with 0', async () => {
  const child = spawn(process.execPath, ['-e', SERVER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [port] = await once(child.stdout, 'data')
  const origin = `http://127.0.0.1:${String(port).trim()}`
  const answer = fetch(origin)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  child.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 100))
  await expect(fetch(origin)).rejects.toThrow()
  expect(await (await answer).text()).toBe('answered')
  expect(await once(child, 'exit')).toEqual([0, null])
})
