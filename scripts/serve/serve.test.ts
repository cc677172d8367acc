import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compile } from '../compile.mjs'
import { TEST_ENVIRONMENT } from '../testing/environment.mjs'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-serve-'))
// Inside the project, so that the compiled server finds its packages.
const compiled = fs.mkdtempSync('.next-test-')
const children: ChildProcess[] = []
beforeAll(() => compile(compiled))
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const made of [folder, compiled]) fs.rmSync(made, { recursive: true, force: true })
})

/** Returns a script that calls a function of a compiled module, and reports errors as `npm start` does. */
const calling = (name: string, call: string) => `
  import { giveUp } from './scripts/give-up.mjs'
  import * as compiled from './${compiled}/scripts/serve/${name}.mjs'
  await compiled.${call}.catch(giveUp)`

/** Starts to serve and pauses before the build. */
const SERVE = calling(
  'serve',
  "startServer({ beforeServing: () => (console.log('so far'), new Promise(() => setInterval(() => {}, 1e6))) })",
)

function begin(environment: Record<string, string>, script = SERVE) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
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

async function untilOutput(child: ChildProcess, text: string) {
  for await (const data of child.stdout ?? []) if (String(data).includes(text)) return
}

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: String((server.address() as AddressInfo).port) }
}

const failedWith = (text: string) => ({ code: 1, stderr: `${text}\n` })

describe('a failed start', () => {
  it('exits with code 1 and one message if the port is in use', async () => {
    const { server, port } = await freePort()
    const ended = await outcome(begin({ PORT: port, DATA_DIR: path.join(folder, 'a') }))
    server.close()
    expect(ended).toEqual(
      failedWith(`Port ${port} is already in use; stop the other process or set PORT to a free port.`),
    )
  })

  it('exits with code 1 and one message if the data folder is not writable', async () => {
    const file = path.join(folder, 'a-file')
    fs.writeFileSync(file, '')
    const ended = await outcome(begin({ PORT: '0', DATA_DIR: file }))
    expect(ended).toEqual(failedWith(`The data folder ${file} can't be written; make it writable or set DATA_DIR.`))
  })

  it('exits with code 1 and one message if the folder for generated secrets is not writable', async () => {
    const dir = path.join(folder, 'a-file', 'below')
    const ended = await outcome(begin({ PORT: '0', DATA_DIR: dir, AUTH_SECRET: '', CODE_KEYS: '' }))
    expect(ended).toEqual(failedWith(`The data folder ${dir} can't be written; make it writable or set DATA_DIR.`))
  })

  it('exits with code 1 and one message if another process uses the embedded database', async () => {
    const DATA_DIR = path.join(folder, 'shared')
    const holder = begin({ PORT: '0', DATA_DIR })
    await untilOutput(holder, 'so far')
    const ended = await outcome(begin({ PORT: '0', DATA_DIR }))
    expect(ended.code).toBe(1)
    expect(ended.stderr).toBe(
      `The embedded database in ${DATA_DIR} is in use by another process (pid ${holder.pid}); stop it first, or set DATA_DIR or DATABASE_URL.\n`,
    )
  }, 120_000)

  it('exits with code 1 and one message if PostgreSQL is unreachable', async () => {
    const { server, port } = await freePort()
    server.close()
    const ended = await outcome(begin({ PORT: '0', DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/latchkey` }))
    expect(ended).toEqual(
      failedWith(
        `The PostgreSQL at 127.0.0.1:${port} can't be used: connect ECONNREFUSED 127.0.0.1:${port}; check that it runs and that DATABASE_URL is right.`,
      ),
    )
  })

  it('exits with code 1 and one message if a setting is invalid', async () => {
    const ended = await outcome(begin({ PORT: 'three' }))
    expect(ended).toEqual(failedWith('PORT must be a whole number from 0 to 65535.'))
  })

  it('exits with code 1 and one message if a demo on the network has no access key', async () => {
    const { code, stderr } = await outcome(begin({ PORT: '0', HOST: '0.0.0.0' }))
    expect(code).toBe(1)
    expect(stderr).toMatch(/^The demo shows every code to every client that can reach it: set DEMO_ACCESS_KEY, .*\n$/)
  })

  it('exits with code 1 and one message if a routed gateway is not configured', async () => {
    const ended = await outcome(begin({ PORT: '0', SMS_ROUTES: '*:twilio', DEMO_NUMBERS: '+12025550123' }))
    expect(ended).toEqual(failedWith('SMS_ROUTES names twilio, which needs TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN.'))
  })

  it('exits with code 1 and one message if a worker has no DATABASE_URL', async () => {
    expect(await outcome(begin({}, calling('worker', 'runWorker()')))).toEqual(
      failedWith(
        'A worker requires DATABASE_URL, since the embedded database supports one process. Without it, the server dispatches messages itself.',
      ),
    )
  })

  it('exits with code 1 and one message if Node is too old', async () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '20.18.3' }); import('./scripts/start.mjs')"
    const ended = await outcome(begin({}, old))
    expect(ended).toEqual(
      failedWith('Latchkey requires Node.js 20.19 or newer, but this is 20.18.3. Install a newer version.'),
    )
  })
})
