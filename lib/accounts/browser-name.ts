import Bowser from 'bowser'

/** What a browser and its system are called. */
export interface BrowserName {
  browserName: string | null
  systemName: string | null
}

/** Real ones have some 120 characters. */
const LONGEST_READ = 400

const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP))
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP))

/**
 * Which browser this is, by its `User-Agent`. Anybody can send anything there, so only names of a closed list come out of
 * it, and nothing of its own words; null for all others.
 */
export function browserName(userAgent: string | null): BrowserName {
  if (!userAgent) return { browserName: null, systemName: null }
  const { browser, os } = Bowser.parse(userAgent.slice(0, LONGEST_READ))
  return { browserName: known(browser.name, BROWSERS), systemName: known(os.name, SYSTEMS) }
}

const known = (name: string | undefined, names: Set<string>): string | null =>
  name && names.has(name) ? name.replace(/ for Android$/, '') : null
