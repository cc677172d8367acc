const CODE_KEY_BYTES = 32

/** The configuration of unit and integration tests. */
export const TEST_ENVIRONMENT = {
  MODE: 'demo',
  APP_ORIGIN: 'http://localhost:3000',
  AUTH_SECRET: 'a-secret-for-tests-of-no-worth-at-all',
  CODE_KEYS: `test:${Buffer.from(Array.from({ length: CODE_KEY_BYTES }, (_, place) => place)).toString('base64')}`,
  LOG_LEVEL: 'silent',
}
