// `npm run bench:page-size`: JavaScript loaded by /sign-up, compared with an empty page of the same Next version.
import { gzipSync } from 'node:zlib'
import { begin } from '../scripts/bootstrap.mjs'
import { besideEmptyPage } from './empty-page.mjs'

const KILOBYTE = 1_000
const LIMIT_KB = 40

/** Returns the total gzipped size of the scripts that a current browser loads with a page, in bytes. */
async function measure(url) {
  const html = await (await fetch(url)).text()
  const sizes = await Promise.all(scriptsIn(html).map(async (src) => gzippedSize(await fetch(new URL(src, url)))))
  return sizes.reduce((sum, size) => sum + size, 0)
}

function scriptsIn(html) {
  const tags = [...html.matchAll(/<(script|link)\b[^>]*>/g)].map(([tag]) => tag)
  const loaded = tags.filter((tag) => !/nomodule/i.test(tag) && (tag.startsWith('<script') || /as="script"/.test(tag)))
  return [...new Set(loaded.flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []))]
}

const gzippedSize = async (response) => gzipSync(Buffer.from(await response.arrayBuffer())).length

const kilobytes = (bytes) => (bytes / KILOBYTE).toFixed(1)

begin()
process.env.NODE_ENV = 'production'
await besideEmptyPage(async (pages) => {
  const [ours, empty] = [await measure(pages.ours), await measure(pages.empty)]
  console.log('JavaScript per page, gzipped (npm run bench:page-size)')
  console.log(`/sign-up     ${kilobytes(ours)} kB`)
  console.log(`empty page   ${kilobytes(empty)} kB`)
  console.log(`difference   ${kilobytes(ours - empty)} kB (limit ${LIMIT_KB} kB)`)
  process.exitCode = ours - empty > LIMIT_KB * KILOBYTE ? 1 : 0
})
