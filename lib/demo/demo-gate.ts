const ACCESS_PAGE = '/demo/access'
/** What browsers, crawlers and link previews fetch by themselves. */
const ICONS = ['/icon.svg', '/favicon.ico', '/apple-icon.png', '/apple-touch-icon.png']
const FILES = [...ICONS, '/opengraph-image.png', '/robots.txt']
// The last one is for a carrier, which brings a key of its own.
const OPEN_PATHS = new Set([ACCESS_PAGE, ...FILES, '/api/health', '/api/handset/messages'])
const OPEN_FOLDERS = ['/_next/static/', '/api/gateways/']

/** Where to send somebody who hasn't given the demo's access key yet; undefined for what is open to all. */
export function accessPageFor(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const open = OPEN_PATHS.has(path) || OPEN_FOLDERS.some((folder) => path.startsWith(folder))
  return open && isPlain(path) ? undefined : ACCESS_PAGE
}

// `/_next/static/%2e%2e/handset` is another page to whoever resolves it.
const isPlain = (path: string) => URL.canParse(path, 'http://host') && new URL(path, 'http://host').pathname === path
