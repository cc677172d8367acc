import fs from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import { test } from './live'

const buildIn = (dir: string) =>
  path.join(dir, fs.readdirSync(dir).find((name) => /^\.next-[0-9a-f]{12}$/.test(name)) ?? '')

test('a build for MODE=live has the real pages and neither the handset nor any page of the demo', ({ live }) => {
  const manifest = fs.readFileSync(path.join(buildIn(live.copies.one.dir), 'server/app-paths-manifest.json'), 'utf8')
  const routes = Object.keys(JSON.parse(manifest))
  expect(routes).toEqual(expect.arrayContaining(['/(auth)/sign-up/page', '/api/health/route', '/page']))
  expect(routes.filter((route) => /handset|demo/.test(route))).toEqual([])
})

test('no file of a build for MODE=live contains a text of the demo pages or a network condition', ({ live }) => {
  const dir = buildIn(live.copies.one.dir)
  const files = ['server', 'static'].flatMap((folder) => filesIn(path.join(dir, folder)))
  const all = files.map((file) => fs.readFileSync(file, 'utf8')).join('\n')
  // The page that replaces the landing page of a demo.
  expect(all).toContain('Your number is your key')
  const texts = demoTexts()
  expect(texts.length).toBeGreaterThan(50)
  expect([...texts, ...CONDITIONS].filter((text) => all.includes(text))).toEqual([])
})

/** Names of presets in lib/demo/network-conditions.ts. */
const CONDITIONS = ['gateway-down', 'carrier-down', 'receipts-lost', 'out-of-order']

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

/** Long enough to be no part of another text; without quotes, which builds escape. */
function demoTexts(): string[] {
  const text = (file: string) => fs.readFileSync(`lib/i18n/messages/${file}`, 'utf8')
  const others = text('en.json')
  return leavesOf(JSON.parse(text('demo.en.json'))).filter(
    (one) => one.length >= 20 && /^[\w ,.:;?-]+$/.test(one) && !others.includes(one),
  )
}

const leavesOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(leavesOf)
