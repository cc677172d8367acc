import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const PLAIN = ['tsx', 'ts']
// Pages of the demo end in .demo.tsx: without these endings they aren't routes, and a live build doesn't hold them.
const WITH_DEMO = ['demo.tsx', 'demo.ts', ...PLAIN]

const config: NextConfig = {
  pageExtensions: process.env.MODE === 'live' ? PLAIN : WITH_DEMO,
  // Set by scripts/build-version.mjs: a build lies beside the one that a running server uses, and is the same on every machine.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  generateBuildId: () => process.env.NEXT_BUILD_ID || null,
  poweredByHeader: false,
  // `npm test` checks types, before anything lands; a start needn't wait for it again.
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG || 'tsconfig.json' },
  images: { unoptimized: true },
  // These load WebAssembly or native files of their own, or must exist once in the process.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@node-rs/argon2',
    '@prisma/adapter-pg',
    '@prisma/client',
    '@prisma/driver-adapter-utils',
    'pg',
    'pglite-prisma-adapter',
    'pino',
  ],
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
  // Phones ask for this name when a page is saved to the home screen, whatever its links say.
  rewrites: async () => [{ source: '/apple-touch-icon.png', destination: '/apple-icon.png' }],
  // Password managers lead here (https://www.w3.org/TR/change-password-url/).
  redirects: async () => [
    { source: '/.well-known/change-password', destination: '/account/password', permanent: false },
  ],
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1', '[::1]'],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
