import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import robots, { PUBLIC_PATHS } from './robots'

const { allow = [], disallow = [] } = [robots().rules].flat()[0] ?? {}

/** Returns whether a crawler may fetch a path: the longest matching rule decides (RFC 9309). */
function mayFetch(url: string): boolean {
  const matches = (rule: string) => (rule.endsWith('$') ? url === rule.slice(0, -1) : url.startsWith(rule))
  const longest = (rules: string | string[]) =>
    Math.max(
      -1,
      ...[rules]
        .flat()
        .filter(matches)
        .map((rule) => rule.length),
    )
  return longest(allow) >= longest(disallow)
}

const pages = (fs.readdirSync('app', { recursive: true }) as string[])
  .filter((file) => /^page(\.demo)?\.tsx$/.test(path.basename(file)))
  .map((file) => `/${path.posix.dirname(file)}`.replace(/\/\([\w-]+\)/g, '').replace(/^\/\.$/, '') || '/')

describe('robots rules', () => {
  test('robots.txt allows the public pages and disallows all others', () => {
    expect(pages.length).toBeGreaterThan(8)
    expect(pages.filter(mayFetch).toSorted()).toEqual(PUBLIC_PATHS.toSorted())
  })

  test.each(['/sign-up/1', '/sign-up?wrong=1', '/verify/1', '/handset/+12025550123', '/api/health', '/account'])(
    'robots.txt disallows %s, a private, internal or demo URL',
    (url) => expect(mayFetch(url)).toBe(false),
  )

  test.each(['/_next/static/a.js', '/icon.svg', '/favicon.ico', '/opengraph-image.png?a.png'])(
    'robots.txt allows %s, an asset of public pages and previews',
    (url) => expect(mayFetch(url)).toBe(true),
  )
})
