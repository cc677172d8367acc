import fs from 'node:fs'
import path from 'node:path'
import { actionsIn, sources } from '@/scripts/testing/server-actions'

/** Pages, routes and actions are read from the sources, so that tests cover new ones automatically. */
const APP = 'app'

const files = (fs.readdirSync(APP, { recursive: true }) as string[]).map((file) => file.split(path.sep).join('/'))

/** Returns the route of a file: `(auth)/verify/[id]/page.tsx` is `/verify/[id]`. */
const patternOf = (file: string) =>
  `/${path.posix.dirname(file)}`.replace(/\/\([\w-]+\)/g, '').replace(/^\/\.$/, '') || '/'

const matching = (name: RegExp) => files.filter((file) => name.test(path.posix.basename(file))).sort()

export const PAGES = matching(/^page(\.demo)?\.tsx$/).map(patternOf)
export const ROUTES = matching(/^route(\.demo)?\.ts$/).map(patternOf)

export const POSTED_ROUTES = matching(/^route(\.demo)?\.ts$/)
  .filter((file) => /\bas POST\b|function POST\b|const POST\b/.test(source(file)))
  .map(patternOf)

export const ACTIONS = sources()
  .flatMap(({ source }) => actionsIn(source))
  .sort()

function source(file: string): string {
  return fs.readFileSync(path.join(APP, file), 'utf8')
}
