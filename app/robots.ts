import type { MetadataRoute } from 'next'

/** Pages that may be indexed and previewed. All others are private or demo pages. */
export const PUBLIC_PATHS = ['/', '/sign-up', '/sign-in', '/reset-password']
const ICONS = ['/icon.svg', '/favicon.ico', '/apple-icon.png', '/apple-touch-icon.png']
const FILES = ['/_next/static/', ...ICONS, '/opengraph-image.png']

/** Returns an allowlist for crawlers. The longest match wins, and `$` anchors the end of a path (RFC 9309). */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', disallow: '/', allow: [...PUBLIC_PATHS.map((path) => `${path}$`), ...FILES] } }
}
