const BASE = 'config/env crypto log/log phone process'
const DB = 'db/driver db/queries db/generated/enums'
const APP = `app components accounts auth i18n operator verification delivery/outbox-signal db/generated/enums log/log
  http/event-stream http/form-data http/hosts http/response-context`
const PAGE = { not: '.. next-auth next/headers' }
const VENDOR = { only: 'node:* undici jose zod' }
/** The default for rows without a package rule. */
export const ANY_BUT_FRAMEWORKS = { not: '.. next next-auth next-intl react react-dom' }

/**
 * Allowed imports: project modules, then packages. Files in the same folder (`./x`) are always allowed. Folders of lib/
 * omit `lib/`; `x` is a whole folder, `x/y` one module, `x/y/*` the modules directly in a folder. The last matching row
 * applies. `node scripts/write-biome-rules.mjs` copies the table to biome.json.
 *
 * @type {[files: string, project: string, packages?: { not: string } | { only: string }][]}
 */
export const IMPORT_RULES = [
  ['app/**', `${APP} demo/demo-limits demo/test-number`, PAGE],
  ['app/api/gateways/**', `${APP} delivery`, PAGE],
  // Only these files may import all of lib/demo (R12); rows that name one module of it are exceptions.
  ['app/demo/** app/handset/** app/**/*.demo.ts app/**/*.demo.tsx', `${APP} demo http/long-poll`, PAGE],
  // Imports of components are sent to browsers.
  [
    'components/**',
    `components i18n phone/plain-phone phone/plain-text verification/code-page-state verification/code-text verification/input
      accounts/code-points accounts/input accounts/passphrase`,
    {
      only: `react react-dom react-hook-form zod/mini zod/v4/core altcha-lib altcha-lib/algorithms/web/pbkdf2
        next next/link next/navigation next-intl next-intl/server`,
    },
  ],

  ['lib/**', BASE],
  [
    'lib/demo/**',
    `${BASE} demo auth accounts verification delivery guard audit ${DB} i18n/sms`,
    { not: '.. react react-dom' },
  ],
  ['lib/worker/**', `${BASE} worker verification delivery guard audit ${DB} demo/simulated-carrier`],
  [
    'lib/auth/**',
    `${BASE} auth accounts verification guard audit ${DB} http/presenter http/response-context demo/test-number`,
    { not: '.. react-dom' },
  ],
  ['lib/accounts/**', `${BASE} accounts verification delivery guard audit ${DB} i18n`],
  ['lib/verification/**', `${BASE} verification delivery guard audit ${DB} i18n`],
  ['lib/delivery/**', `${BASE} delivery guard/ip-key audit ${DB} i18n`],
  // The configuration imports every vendor, so vendors may import neither it nor each other.
  ['lib/delivery/gateways/**', 'delivery/gateways/* crypto phone/plain-phone', VENDOR],
  // demo/keys derives the credentials of a vendor's local simulator.
  ['lib/delivery/gateways/*/settings.ts', 'delivery/gateways/* crypto phone/plain-phone demo/keys', VENDOR],
  ['lib/delivery/gateways/lookup.ts', `${BASE} demo/handset-gateway`],
  ['lib/guard/**', `${BASE} guard audit ${DB} i18n`],
  ['lib/operator/**', `${BASE} operator ${DB} i18n delivery/circuit-breakers`],
  ['lib/audit/**', `${BASE} audit ${DB}`],
  ['lib/db/**', `${BASE} db`],
  ['lib/http/**', `${BASE} http`],
  ['lib/http/request-handler.ts', `${BASE} http demo/demo-gate`],
  ['lib/i18n/**', 'config/env i18n', { not: '.. next-auth' }],
  ['lib/log/**', 'log config/env phone/mask-phone process'],
  ['lib/config/**', 'config delivery/gateways/registry delivery/gateways/settings http/hosts process'],
  ['lib/process/**', 'process'],
  ['lib/crypto/**', 'crypto'],
  ['lib/phone/**', 'phone', { only: 'libphonenumber-js libphonenumber-js/**' }],
  // Input schemas also run in browsers.
  ['lib/*/input.ts', 'accounts/input verification/input phone/plain-phone', { only: 'zod/mini' }],

  ['e2e/**', 'scripts/testing', { not: '../app ../components ../lib ../..' }],
]
