import { routesOfLiveBuild } from '@/scripts/testing/live-build.mjs'
import { expect, test } from './support/fixtures'

test('a build for MODE=live has the real pages and neither the handset nor any page of the demo', async () => {
  test.setTimeout(180_000)
  const routes = await routesOfLiveBuild(test.info().outputPath('live'))
  expect(routes).toEqual(expect.arrayContaining(['/(auth)/sign-up/page', '/api/health/route']))
  expect(routes.filter((route) => /handset|demo/.test(route))).toEqual([])
})
