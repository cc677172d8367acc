import fs from 'node:fs'
import path from 'node:path'
import { actionsIn, sources } from '@/scripts/testing/server-actions'

/** What there is to be tested from outside, read from the sources, so that nothing new can be forgotten. */
const APP = 'app'

const files = (fs.readdirSync(APP, { recursive: true }) as string[]).map((file) => file.split(path.sep).join('/'))

/** The path of a file's folder as Next makes it: `(auth)/verify/[id]/page.tsx` is `/verify/[id]`. */
const patternOf = (file: string) =>
  `/${path.posix.dirname(file)}`.replace(/\/\([\w-]+\)/g, '').replace(/^\/\.$/, '') || '/'

const matching = (name: RegExp) => files.filter((file) => name.test(path.posix.basename(file))).sort()

export const PAGES = matching(/^page(\.demo)?\.tsx$/).map(patternOf)
export const ROUTES = matching(/^route(\.demo)?\.ts$/).map(patternOf)

/** The routes that something can be posted to. */
export const POSTED_ROUTES = matching(/^route(\.demo)?\.ts$/)
  .filter((file) => /\bas POST\b|function POST\b|const POST\b/.test(source(file)))
  .map(patternOf)

/** The names of all server actions. */
export const ACTIONS = sources()
  .flatMap(({ source }) => actionsIn(source))
  .sort()

function source(file: string): string {
  return fs.readFileSync(path.join(APP, file), 'utf8')
}
