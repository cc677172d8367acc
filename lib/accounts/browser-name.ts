import Bowser from 'bowser'

export interface BrowserName {
  browserName: string | null
  systemName: string | null
}

/** Real headers have some 120 characters. */
const LONGEST_READ = 400

const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP))
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP))

/** Identifies a browser by its `User-Agent`. Returns names of an allowlist only, since the header is untrusted. */
export function browserName(userAgent: string | null): BrowserName {
  if (!userAgent) return { browserName: null, systemName: null }
  const { browser, os } = Bowser.parse(userAgent.slice(0, LONGEST_READ))
  return { browserName: known(browser.name, BROWSERS), systemName: known(os.name, SYSTEMS) }
}

const known = (name: string | undefined, names: Set<string>): string | null =>
  name && names.has(name) ? name.replace(/ for Android$/, '') : null
