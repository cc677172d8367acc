import { execFileSync, spawn } from 'node:child_process'
import fs from 'node:fs'
import net from 'node:net'
import os from 'node:os'
import path from 'node:path'

const DEBIAN_DIR = '/usr/lib/postgresql'
const START_TIMEOUT_MS = 20_000
const SERVICE_USERS = ['postgres', 'nobody']

// Many connections, because several test processes have a pool each. The time zone reveals comparisons in the session's
// zone instead of UTC. Durability is off, because the data is discarded after the tests.
const settings = (port) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
timezone = 'Asia/Kolkata'
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
`

/** Returns the folder with PostgreSQL's server programs, newest version first. Debian keeps them off the PATH. */
export function findPostgres() {
  const versions = fs.existsSync(DEBIAN_DIR) ? fs.readdirSync(DEBIAN_DIR).sort((a, b) => Number(b) - Number(a)) : []
  const folders = [
    ...versions.map((version) => `${DEBIAN_DIR}/${version}/bin`),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ]
  return folders.find((dir) => ['initdb', 'postgres'].every((program) => fs.existsSync(path.join(dir, program))))
}

/** Starts a PostgreSQL server in a temporary folder; returns its URL and functions to stop and restart it. */
export async function startPostgres(binaries) {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-postgres-'))
  const identity = serviceIdentity()
  if (identity) fs.chownSync(dir, identity.uid, identity.gid)
  const options = { cwd: dir, stdio: ['ignore', 'ignore', 'pipe'], ...identity }
  const data = path.join(dir, 'data')
  const initdb = ['-D', data, '-U', 'latchkey', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  execFileSync(path.join(binaries, 'initdb'), initdb, options)
  const port = await freePort()
  fs.appendFileSync(path.join(data, 'postgresql.conf'), settings(port))
  let server
  const stop = async () => {
    await stopServer(server)
    fs.rmSync(dir, { recursive: true, force: true })
  }
  const start = async () => {
    server = spawn(path.join(binaries, 'postgres'), ['-D', data], options)
    await waitUntilReady(server, port)
  }
  /** Restarts on the same port and data; all connections are lost. */
  const restart = () => stopServer(server).then(start)
  try {
    await start()
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `postgresql://latchkey@127.0.0.1:${port}/postgres`, stop, restart }
}

/** Returns another user's ids if this process is root, because PostgreSQL does not run as root. */
function serviceIdentity() {
  if (process.getuid?.() !== 0) return undefined
  const id = (flag, user) => Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }))
  for (const user of SERVICE_USERS) {
    try {
      return { uid: id('-u', user), gid: id('-g', user) }
    } catch {}
  }
  throw new Error('PostgreSQL does not run as root, and this machine has neither of the users postgres and nobody.')
}

function freePort() {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function waitUntilReady(server, port) {
  let output = ''
  server.stderr.on('data', (data) => {
    output = `${output}${data}`.slice(-2_000)
  })
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; ) {
    if (server.exitCode !== null) break
    if (output.includes('ready to accept connections') && (await acceptsConnections(port))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`PostgreSQL did not start: ${output.trim()}`)
}

const acceptsConnections = (port) =>
  new Promise((resolve) => {
    const connection = net.connect(port, '127.0.0.1')
    connection.once('connect', () => {
      connection.destroy()
      resolve(true)
    })
    connection.once('error', () => resolve(false))
  })

async function stopServer(server) {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGINT') // fast shutdown: disconnects all sessions
  await ended
}
