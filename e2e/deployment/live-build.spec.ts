import fs from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import { test } from './live'

test('a build for MODE=live has the real pages and neither the handset nor any page of the demo', ({ live }) => {
  const { dir } = live.copies.one
  const build = fs.readdirSync(dir).find((name) => /^\.next-[0-9a-f]{12}$/.test(name)) ?? ''
  const manifest = fs.readFileSync(path.join(dir, build, 'server/app-paths-manifest.json'), 'utf8')
  const routes = Object.keys(JSON.parse(manifest))
  expect(routes).toEqual(expect.arrayContaining(['/(auth)/sign-up/page', '/api/health/route']))
  expect(routes.filter((route) => /handset|demo/.test(route))).toEqual([])
})
