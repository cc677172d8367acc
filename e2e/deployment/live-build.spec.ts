import fs from 'node:fs'
import path from 'node:path'
import { expect } from '@playwright/test'
import { raw } from '../support/raw'
import { freePort, test } from './live'

const buildOf = (dir: string) => {
  const name = fs.readdirSync(dir).find((one) => /^\.next-[0-9a-f]{12}$/.test(one)) ?? ''
  return path.join(dir, name)
}

test('a build for MODE=live has the real pages and neither the handset nor any page of the demo', ({ live }) => {
  const manifest = fs.readFileSync(path.join(buildOf(live.copies.one.dir), 'server/app-paths-manifest.json'), 'utf8')
  const routes = Object.keys(JSON.parse(manifest))
  expect(routes).toEqual(expect.arrayContaining(['/(auth)/sign-up/page', '/api/health/route', '/page']))
  expect(routes.filter((route) => /handset|demo/.test(route))).toEqual([])
})

const DEMO_PAGE = /(^|\/)(page|route)\.demo\.tsx?$/
/** A live build has another home page. */
const HOME = 'page.demo.tsx'

/** Returns the URLs that only the demo has, and whether each is a route. */
const demoUrls = () =>
  fs
    .readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => DEMO_PAGE.test(file) && file !== HOME)
    .map((file) => ({
      isRoute: /route\.demo/.test(file),
      url: `/${path.dirname(file).replace(/\([^)]*\)\//g, '')}`
        .replace('[phone]', '+12025550123')
        .replace(/[[\]]/g, ''),
    }))

test('a live server answers each URL of the demo like one that never existed, whatever the method', async ({
  live,
}) => {
  const { copies, settings } = live
  const server = await copies.one.serve(await freePort(), settings)
  const own = String(settings.APP_ORIGIN)
  const statusOf = async (method: string, url: string) => {
    const headers = { host: new URL(own).host, origin: own, 'sec-fetch-site': 'same-origin' }
    const form = { 'content-type': 'multipart/form-data; boundary=x' }
    // Node sends no length with the body of other methods.
    const hasBody = method === 'POST' || method === 'PUT'
    const how = hasBody ? { headers: { ...headers, ...form }, body: '--x--\r\n' } : { headers }
    return (await raw(`http://127.0.0.1:${server.port}`, url, { method, ...how })).status
  }
  const urls = demoUrls()
  expect(urls.map(({ url }) => url)).toEqual(expect.arrayContaining(['/demo', '/demo/events', '/handset/+12025550123']))
  for (const { url, isRoute } of urls) {
    expect({ url, status: await statusOf('GET', url) }).toEqual({ url, status: 404 })
    for (const method of isRoute ? ['POST', 'PUT', 'DELETE'] : ['POST']) {
      const status = await statusOf(method, url)
      expect({ method, url, status }).toEqual({ method, url, status: await statusOf(method, '/never-existed') })
      expect(status).toBeGreaterThanOrEqual(400)
    }
  }
  await server.stop()
})

/** The parts of a build that are sent to browsers, or that the server runs. */
const PARTS = ['static', 'server', 'entry']
/** Long enough to be in one place only, and without characters that a build may escape. */
const MARKER = /^[\w ,.]{21,}$/

type Texts = { [key: string]: string | Texts }
const stringsIn = (texts: string | Texts): string[] =>
  typeof texts === 'string' ? [texts] : Object.values(texts).flatMap(stringsIn)

const markersIn = (catalog: string): string[] =>
  stringsIn(JSON.parse(fs.readFileSync(catalog, 'utf8')) as Texts).flatMap((text) => MARKER.exec(text)?.[0] ?? [])

/** Names of network conditions (lib/demo/network-conditions.ts). */
const CONDITIONS = ['gateway-down', 'carrier-down', 'receipts-lost', 'out-of-order']

test('no file of a live build has a text of the pages of the demo, or a network condition', ({ live }) => {
  const build = buildOf(live.copies.one.dir)
  const filesOf = (part: string) =>
    fs
      .readdirSync(path.join(build, part), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
  const contents = PARTS.flatMap(filesOf).map((file) => fs.readFileSync(file, 'utf8'))
  const found = (markers: string[]) => markers.filter((marker) => contents.some((content) => content.includes(marker)))
  const real = markersIn('lib/i18n/messages/en.json')
  expect(found(real), 'the search finds the texts of real pages').toEqual(real)
  const shared = fs.readFileSync('lib/i18n/messages/en.json', 'utf8')
  const demo = markersIn('lib/i18n/messages/demo.en.json').filter((marker) => !shared.includes(marker))
  expect(demo.length).toBeGreaterThan(50)
  expect(found([...demo, ...CONDITIONS])).toEqual([])
})
