// Serves one of the browser tests' servers, on an empty database, with its whole log kept in a file for them to read.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { E2E_SERVERS } from './e2e-servers.mjs'

const { dataDir, logFile, environment } = E2E_SERVERS[process.argv[2]]
fs.rmSync(dataDir, { recursive: true, force: true })
fs.mkdirSync(path.dirname(logFile), { recursive: true })
const log = fs.openSync(logFile, 'w')
const env = {
  ...process.env,
  ...environment,
  MODE: 'demo',
  HOST: '127.0.0.1',
  APP_ORIGIN: '',
  DATABASE_URL: '',
  LOG_LEVEL: 'debug',
}
const server = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', log, log] })
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => server.kill(signal))
server.once('exit', (code) => {
  if (code) console.error(fs.readFileSync(logFile, 'utf8'))
  process.exit(code ?? 1)
})
