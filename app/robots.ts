import type { MetadataRoute } from 'next'

/** What anyone may find and preview. Any other page belongs to one person or to the demo. */
export const PUBLIC_PATHS = ['/', '/sign-up', '/sign-in', '/reset-password']
const ICONS = ['/icon.svg', '/favicon.ico', '/apple-icon.png', '/apple-touch-icon.png']
const FILES = ['/_next/static/', ...ICONS, '/opengraph-image.png']

/** Returns the rules for crawlers. The longest match wins, and `$` ends a path: what is not listed is closed. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: '*', disallow: '/', allow: [...PUBLIC_PATHS.map((path) => `${path}$`), ...FILES] } }
}
