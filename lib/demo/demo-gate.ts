const ACCESS_PAGE = '/demo/access'
const ICONS = ['/icon.svg', '/favicon.ico', '/apple-icon.png', '/apple-touch-icon.png']
const FILES = [...ICONS, '/opengraph-image.png', '/robots.txt']
/** Page and route that exchange the pass in a QR code for the cookie. */
const PASS_PATHS = ['/demo/enter', '/demo/enter/pass']
// The simulated carrier authenticates with its own key.
const OPEN_PATHS = new Set([ACCESS_PAGE, ...PASS_PATHS, ...FILES, '/api/health', '/api/handset/messages'])
const OPEN_FOLDERS = ['/_next/static/', '/api/gateways/']

/** Paths of the test kit, which authenticates by header, and the methods that they accept. */
const TEST_KIT = [
  { path: /^\/api\/handset\/network$/, methods: ['GET', 'HEAD', 'PUT'] },
  { path: /^\/api\/handset\/(\+|%2B)[1-9]\d{6,14}\/messages$/i, methods: ['GET', 'HEAD', 'DELETE'] },
]

const pathOf = (url: string) => url.split('?', 1)[0] ?? ''

/** Returns the methods of a URL of the test kit, or undefined for all other URLs. */
export const testKitMethods = (url: string): string[] | undefined =>
  TEST_KIT.find(({ path }) => path.test(pathOf(url)))?.methods

export function accessPageFor(url: string): string | undefined {
  const path = pathOf(url)
  const open = OPEN_PATHS.has(path) || OPEN_FOLDERS.some((folder) => path.startsWith(folder))
  return (open && isPlain(path)) || testKitMethods(url) ? undefined : ACCESS_PAGE
}

// Rejects paths such as `/_next/static/%2e%2e/handset`, which URL parsers normalize to another page.
const isPlain = (path: string) => URL.canParse(path, 'http://host') && new URL(path, 'http://host').pathname === path
