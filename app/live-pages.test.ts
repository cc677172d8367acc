import fs from 'node:fs'
import { PHASE_PRODUCTION_SERVER } from 'next/constants'
import { afterEach, expect, test, vi } from 'vitest'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

/** Returns the files that become pages and routes in a build for this mode; Next.js finds them by their suffix. */
async function pagesFor(mode: string): Promise<string[]> {
  vi.stubEnv('MODE', mode)
  const { default: configFor } = await import('@/next.config.mjs')
  const config = await configFor(PHASE_PRODUCTION_SERVER)
  const isPage = new RegExp(`(^|/)(page|route)\\.(${config.pageExtensions?.join('|')})$`)
  return fs.readdirSync('app', { recursive: true, encoding: 'utf8' }).filter((file) => isPage.test(file))
}

const homePages = (pages: string[]) => pages.filter((file) => !file.includes('/'))

test('a build for MODE=live has the real pages and neither the handset nor any page of the demo', async () => {
  const pages = await pagesFor('live')
  expect(pages).toEqual(expect.arrayContaining(['(auth)/sign-up/page.tsx', 'api/health/route.ts']))
  expect(pages.filter((file) => /handset|demo/.test(file))).toEqual([])
  expect(homePages(pages)).toEqual(['page.live.tsx'])
})

test('a build for the demo also has the handset and the pages of the demo', async () => {
  const pages = await pagesFor('demo')
  expect(pages).toEqual(expect.arrayContaining(['(auth)/sign-up/page.tsx', 'handset/page.demo.tsx']))
  expect(homePages(pages)).toEqual(['page.demo.tsx'])
})
