import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { TEST_ENVIRONMENT } from '../testing/environment.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-serve-'))
const children: ChildProcess[] = []
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})

/** Begins to serve and stops where the server would be built and served. */
const SERVE =
  "import('./scripts/serve/serve.mjs').then((m) => m.serve({ beforeServing: () => (console.log('so far'), new Promise(() => setInterval(() => {}, 1e6))) }))"

function begin(environment: Record<string, string>, script = SERVE) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, ['-e', script], {
    env: { NODE_ENV: 'test', PATH, ...TEST_ENVIRONMENT, ...environment },
  })
  children.push(child)
  return child
}

async function outcome(child: ChildProcess) {
  let stderr = ''
  child.stderr?.on('data', (data) => {
    stderr += data
  })
  const [code] = await once(child, 'close')
  return { code, stderr }
}

async function said(child: ChildProcess, words: string) {
  for await (const data of child.stdout ?? []) if (String(data).includes(words)) return
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: String((server.address() as AddressInfo).port) }
}

const sentence = (text: string) => ({ code: 1, stderr: `${text}\n` })

describe('a start that cannot work ends with exit code 1 and one sentence', () => {
  it('when the port is taken', async () => {
    const { server, port } = await freePort()
    const ended = await outcome(begin({ PORT: port, DATA_DIR: path.join(folder, 'a') }))
    server.close()
    expect(ended).toEqual(sentence(`Port ${port} is taken by another program; set PORT to a free one.`))
  })

  it('when the data folder cannot be written', async () => {
    const file = path.join(folder, 'a-file')
    fs.writeFileSync(file, '')
    const ended = await outcome(begin({ PORT: '0', DATA_DIR: file }))
    expect(ended).toEqual(sentence(`The data folder ${file} can't be written; make it writable or set DATA_DIR.`))
  })

  it('when the data folder cannot be written and secrets would have to be made in it', async () => {
    const dir = path.join(folder, 'a-file', 'below')
    const ended = await outcome(begin({ PORT: '0', DATA_DIR: dir, AUTH_SECRET: '', CODE_KEYS: '' }))
    expect(ended).toEqual(sentence(`The data folder ${dir} can't be written; make it writable or set DATA_DIR.`))
  })

  it('when another process has the embedded database open', async () => {
    const DATA_DIR = path.join(folder, 'shared')
    const holder = begin({ PORT: '0', DATA_DIR })
    await said(holder, 'so far')
    const ended = await outcome(begin({ PORT: '0', DATA_DIR }))
    expect(ended.code).toBe(1)
    expect(ended.stderr).toBe(
      `The embedded database in ${DATA_DIR} is in use by another process (pid ${holder.pid}); stop it first, or set DATA_DIR or DATABASE_URL.\n`,
    )
  }, 60_000)

  it('when PostgreSQL cannot be reached', async () => {
    const { server, port } = await freePort()
    server.close()
    const ended = await outcome(begin({ PORT: '0', DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/latchkey` }))
    expect(ended).toEqual(
      sentence(
        `The PostgreSQL at 127.0.0.1:${port} can't be used: connect ECONNREFUSED 127.0.0.1:${port}; check that it runs and that DATABASE_URL is right.`,
      ),
    )
  })

  it('when the configuration is wrong', async () => {
    const ended = await outcome(begin({ PORT: 'three' }))
    expect(ended).toEqual(sentence('PORT must be a whole number from 0 to 65535.'))
  })

  it('when the demo would show its codes to the whole network', async () => {
    const { code, stderr } = await outcome(begin({ PORT: '0', HOST: '0.0.0.0' }))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The demo shows every code to everybody who can reach it: set DEMO_ACCESS_KEY, .*\n$/)
  })

  it('when a route leads to a gateway without its settings', async () => {
    const ended = await outcome(begin({ PORT: '0', SMS_ROUTES: '*:twilio', DEMO_NUMBERS: '+12025550123' }))
    expect(ended).toEqual(sentence('SMS_ROUTES names twilio, which needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN.'))
  })

  it('when a worker would have to share an embedded database', async () => {
    const work =
      "import('./scripts/tsx.mjs').then(async (m) => (await m.load('./serve/worker.ts')).runWorker().catch(m.giveUp))"
    expect(await outcome(begin({}, work))).toEqual(
      sentence(
        'A worker needs DATABASE_URL, since the embedded database serves one process; without it the server does the work itself.',
      ),
    )
  })

  it('when Node is too old', async () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '20.18.3' }); import('./scripts/start.mjs')"
    const ended = await outcome(begin({}, old))
    expect(ended).toEqual(sentence('Latchkey needs Node 20.19 or newer, and this is 20.18.3; install a newer one.'))
  })
})
