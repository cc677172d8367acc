import { routesOfLiveBuild } from '@/scripts/testing/live-build.mjs'
import { expect, test } from './support/fixtures'

test('a build with MODE=live has the real pages, but neither the simulated phone nor any demo page', async () => {
  test.setTimeout(180_000)
  const routes = await routesOfLiveBuild(test.info().outputPath('live'))
  expect(routes).toEqual(expect.arrayContaining(['/(auth)/sign-up/page', '/api/health/route']))
  expect(routes.filter((route) => /handset|demo/.test(route))).toEqual([])
})
