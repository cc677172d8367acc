import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const PLAIN = ['tsx', 'ts']
// Demo pages end in .demo.tsx: without these extensions they are no routes and not part of a live build.
const WITH_DEMO = ['demo.tsx', 'demo.ts', ...PLAIN]

const config: NextConfig = {
  pageExtensions: process.env.MODE === 'live' ? PLAIN : WITH_DEMO,
  // Set by scripts/build-version.mjs: a build does not overwrite the one in use, and is reproducible.
  distDir: process.env.NEXT_DIST_DIR || '.next',
  generateBuildId: () => process.env.NEXT_BUILD_ID || null,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true, tsconfigPath: process.env.NEXT_TSCONFIG || 'tsconfig.json' },
  images: { unoptimized: true },
  // Packages that load WebAssembly or native files, or must be singletons.
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
  // iOS requests this path for home-screen icons, regardless of the page's links.
  rewrites: async () => [{ source: '/apple-touch-icon.png', destination: '/apple-icon.png' }],
  // For password managers (https://www.w3.org/TR/change-password-url/).
  redirects: async () => [
    { source: '/.well-known/change-password', destination: '/account/password', permanent: false },
  ],
  devIndicators: false,
  allowedDevOrigins: ['127.0.0.1', '[::1]'],
}

export default createNextIntlPlugin('./lib/i18n/request.ts')(config)
