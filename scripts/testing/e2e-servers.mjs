import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** Data and logs of the servers in a browser test run. */
export const E2E_DIR = 'node_modules/.cache/latchkey-e2e'
/** Data and logs of servers for single tests; emptied at the start of a run. */
export const OWN_DIR = path.join(E2E_DIR, 'own')
/** An empty, migrated database. A copy takes tenths of a second, a new one seconds. */
export const TEMPLATE_DIR = path.join(E2E_DIR, 'template')

/** Opens the demo that is behind a key. */
export const DEMO_KEY = 'quokka-knows-the-way'

/** Configurable, so that two runs on one machine do not conflict. */
const FIRST_PORT = Number(process.env.E2E_PORT || 3210)

const server = (name, port, settings) => {
  const dataDir = path.join(E2E_DIR, name)
  const files = { dataDir, logFile: `${dataDir}.log`, pidFile: `${dataDir}.pid` }
  return { name, port, settings, ...files, origin: `http://localhost:${port}` }
}

/** The servers of most browser tests: production builds of the demo with separate databases. */
export const E2E_SERVERS = {
  // All tests together look like an attack, so fraud rules only report; their tests start separate servers.
  default: server('default', FIRST_PORT, { FRAUD_RULES: 'report' }),
  // Behind a key, whose holders wait for no other message.
  keyed: server('keyed', FIRST_PORT + 1, {
    DEMO_ACCESS_KEY: DEMO_KEY,
    RESEND_COOLDOWN_SECONDS: '0,0,0,0',
    FRAUD_RULES: 'report',
  }),
}

// Empty means unset, so that a developer's .env does not affect tests.
const NOT_SET = {
  APP_ORIGIN: '',
  AUTH_SECRET: '',
  CODE_KEYS: '',
  DATABASE_URL: '',
  DEMO_ACCESS_KEY: '',
  DEMO_LIMITS: '',
  SMS_SENDER: '',
  SMS_SENDERS: '',
  SMS_ROUTES: '',
  SMS_BUDGET_HOUR: '',
  SMS_BUDGET_DAY: '',
  SMS_BUDGET_COUNTRY_HOUR: '',
  SMS_BUDGET_COUNTRY_DAY: '',
  FRAUD_RULES: '',
  EXTRA_CHECK_WAIT_SECONDS: '',
  AUDIT_DAYS: '',
  DEMO_NUMBERS: '',
  KANNEL_URL: '',
  RECEIPT_ORIGIN: '',
  CRASH_AT: '',
  LOG_FORMAT: '',
}

const DEFAULTS = {
  ...NOT_SET,
  MODE: 'demo',
  HOST: '127.0.0.1',
  CARRIER_DELAY_MS: '150',
  CODE_LIFETIME_SECONDS: '600',
  RESEND_COOLDOWN_SECONDS: '2,2,2,2',
  ALLOWED_COUNTRIES: '*',
  LOG_LEVEL: 'debug',
  // Trusts one proxy, so that each test can use its own client IP and rate limits.
  TRUSTED_PROXY_HOPS: '1',
  // Makes the server exit with its parent, so that an aborted run leaves no process behind.
  npm_lifecycle_event: 'test',
}

/** Starts a server on its existing data folder and appends its output to its log file. */
export function spawnServer({ port, dataDir, logFile, settings }) {
  fs.mkdirSync(path.dirname(logFile), { recursive: true })
  const log = fs.openSync(logFile, 'a')
  const env = { ...process.env, ...DEFAULTS, PORT: String(port), DATA_DIR: dataDir, ...settings }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', log, log] })
  fs.closeSync(log)
  return child
}

/** Resets a server's database and log. Without a template, the server creates its database when it starts. */
export function startAfresh({ dataDir, logFile }) {
  fs.rmSync(dataDir, { recursive: true, force: true })
  fs.rmSync(logFile, { force: true })
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const template = path.join(TEMPLATE_DIR, 'pg')
  if (fs.existsSync(template)) fs.cpSync(template, path.join(dataDir, 'pg'), { recursive: true })
}
