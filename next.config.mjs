import { PHASE_PRODUCTION_SERVER } from 'next/constants.js'
import { replacedModules } from './scripts/absent-in-live.mjs'

const PLAIN = ['tsx', 'ts']
// Pages that end in .demo.tsx or .live.tsx: without these extensions they are no routes and not part of the other build.
const DEMO = ['demo.tsx', 'demo.ts', ...PLAIN]
const LIVE = ['live.tsx', ...PLAIN]

/** @type {import('next').NextConfig} */
const config = {
  // The build replaces `process.env.BUILT_FOR` by this value.
  env: { BUILT_FOR: process.env.MODE ?? '' },
  pageExtensions: process.env.MODE === 'live' ? LIVE : DEMO,
  // Set by scripts/build-version.mjs: a build does not overwrite the one in use, and is reproducible.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  // The folder also holds the compiled server and the marks of the processes that use it.
  cleanDistDir: false,
  generateBuildId: () => process.env.NEXT_BUILD_ID || null,
  poweredByHeader: false,
  turbopack: { resolveAlias: replacedModules() },
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG || 'tsconfig.json' },
  images: { unoptimized: true },
  // Packages that load WebAssembly or native files, must be singletons, or are large: the server outside Next.js and
  // all routes share one copy.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/driver-adapter-utils',
    '@zxcvbn-ts/core',
    '@zxcvbn-ts/language-common',
    '@zxcvbn-ts/language-en',
    'cockatiel',
    'jose',
    'libphonenumber-js',
    'pg',
    'pglite-prisma-adapter',
    'pino',
    'sms-segments-calculator',
    'undici',
    'zod',
  ],
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
    // Routes are loaded by their first request: a server rarely needs all of them at once.
    preloadEntriesOnStart: false,
  },
  // iOS requests this path for home-screen icons, regardless of the page's links.
  rewrites: async () => [{ source: '/apple-touch-icon.png', destination: '/apple-icon.png' }],
  // For password managers (https://www.w3.org/TR/change-password-url/).
  redirects: async () => [
    { source: '/.well-known/change-password', destination: '/account/password', permanent: false },
  ],
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1', '[::1]'],
}

/** JavaScript, since Next.js loads its compiler to read a configuration in TypeScript. */
export default async function configFor(phase) {
  // The plugin only configures the bundler.
  if (phase === PHASE_PRODUCTION_SERVER) return config
  const { default: createNextIntlPlugin } = await import('next-intl/plugin')
  return createNextIntlPlugin('./lib/i18n/request.ts')(config)
}
