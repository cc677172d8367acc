import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'

/** Where the servers of a browser test run keep their data and their logs. */
export const E2E_DIR = 'node_modules/.cache/latchkey-e2e'
/** Of servers that single tests have to themselves; emptied when a run begins. */
export const OWN_DIR = path.join(E2E_DIR, 'own')
/** An empty, migrated database: copying it takes tenths of a second, making one takes seconds. */
export const TEMPLATE_DIR = path.join(E2E_DIR, 'template')

/** Opens the demo that is behind a key. */
export const DEMO_KEY = 'quokka-knows-the-way'

/** Another first port lets two runs on one machine keep apart. */
const FIRST_PORT = Number(process.env.E2E_PORT || 3210)

const server = (name, port, settings) => {
  const dataDir = path.join(E2E_DIR, name)
  const files = { dataDir, logFile: `${dataDir}.log`, pidFile: `${dataDir}.pid` }
  return { name, port, settings, ...files, origin: `http://localhost:${port}` }
}

/** The servers that most browser tests run against: production builds of the demo, each with a database of its own. */
export const E2E_SERVERS = {
  // All tests together look like an attack, so what fraud rules would do is only told here; their own tests have servers.
  default: server('default', FIRST_PORT, { FRAUD_RULES: 'report' }),
  // Behind a key, whose holders wait for no other message.
  keyed: server('keyed', FIRST_PORT + 1, {
    DEMO_ACCESS_KEY: DEMO_KEY,
    RESEND_COOLDOWN_SECONDS: '0,0,0,0',
    FRAUD_RULES: 'report',
  }),
}

// Empty means not set: a person's own .env must not reach the tests.
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
  // One proxy is trusted, so that every test can come from an IP of its own and none uses up another's limits.
  TRUSTED_PROXY_HOPS: '1',
  // Makes the server end when its parent does: nothing outlives a run that was cut off.
  npm_lifecycle_event: 'test',
}

/** Starts a server on what its data folder holds; its whole log goes to the end of its file. */
export function spawnServer({ port, dataDir, logFile, settings }) {
  fs.mkdirSync(path.dirname(logFile), { recursive: true })
  const log = fs.openSync(logFile, 'a')
  const env = { ...process.env, ...DEFAULTS, PORT: String(port), DATA_DIR: dataDir, ...settings }
  const child = spawn(process.execPath, ['scripts/start.mjs'], { env, stdio: ['ignore', log, log] })
  fs.closeSync(log)
  return child
}

/** An empty database and an empty log. Without a template, the server makes its database at the start. */
export function startAfresh({ dataDir, logFile }) {
  fs.rmSync(dataDir, { recursive: true, force: true })
  fs.rmSync(logFile, { force: true })
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const template = path.join(TEMPLATE_DIR, 'pg')
  if (fs.existsSync(template)) fs.cpSync(template, path.join(dataDir, 'pg'), { recursive: true })
}
