import path from 'node:path'

const DIR = 'node_modules/.cache/latchkey-e2e'

const server = (name, port, settings) => ({
  name,
  origin: `http://localhost:${port}`,
  dataDir: path.join(DIR, name),
  logFile: path.join(DIR, `${name}.log`),
  environment: { PORT: String(port), DATA_DIR: path.join(DIR, name), CARRIER_DELAY_MS: '300', ...settings },
})

/** The servers that browser tests run against: production builds of the demo, each with a database of its own. */
export const E2E_SERVERS = {
  // One proxy is trusted, so that every test can come from an address of its own and none uses up another's limits.
  patient: server('patient', 3210, { TRUSTED_PROXY_HOPS: '1', RESEND_COOLDOWN_SECONDS: '1,1,1,1' }),
  // No proxy is trusted, and codes die while a test waits.
  hasty: server('hasty', 3211, { CODE_LIFETIME_SECONDS: '6', RESEND_COOLDOWN_SECONDS: '1,1,1,1' }),
}
