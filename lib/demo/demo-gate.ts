const ACCESS_PAGE = '/demo/access'
const ICONS = ['/icon.svg', '/favicon.ico', '/apple-icon.png', '/apple-touch-icon.png']
const FILES = [...ICONS, '/opengraph-image.png', '/robots.txt']
// The simulated carrier authenticates with its own key.
const OPEN_PATHS = new Set([ACCESS_PAGE, ...FILES, '/api/health', '/api/handset/messages'])
const OPEN_FOLDERS = ['/_next/static/', '/api/gateways/']

export function accessPageFor(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  const open = OPEN_PATHS.has(path) || OPEN_FOLDERS.some((folder) => path.startsWith(folder))
  return open && isPlain(path) ? undefined : ACCESS_PAGE
}

// Rejects paths such as `/_next/static/%2e%2e/handset`, which URL parsers normalize to another page.
const isPlain = (path: string) => URL.canParse(path, 'http://host') && new URL(path, 'http://host').pathname === path
