import { execFile } from 'node:child_process'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answering, type Loopback, loopback, soon } from '@/lib/testing/loopback'
import { type HttpClient, httpClient } from './http'

let there: Loopback
let http: HttpClient

beforeEach(async () => {
  there = await loopback()
  http = httpClient()
})
afterEach(async () => {
  vi.useRealTimers()
  await http.close()
  await there.close()
})

const post = (url: string, signal = soon()) => http.post({ url, headers: {}, body: 'the text' }, signal)

describe('responses', () => {
  test('returns the status and the text', async () => {
    there.answer = answering(201, 'grüezi')
    expect(await post(`${there.url}/path?with=query`)).toEqual({ kind: 'response', status: 201, text: 'grüezi' })
    expect(there.asked).toEqual([expect.objectContaining({ line: 'POST /path?with=query', body: 'the text' })])
  })

  test('returns no text when the response is cut off', async () => {
    there.answer = (response) => {
      response.writeHead(202, { 'Content-Length': '100' })
      response.write('0: Accepted', () => response.socket?.destroy())
    }
    expect(await post(there.url)).toMatchObject({ kind: 'response', status: 202, text: null })
  })

  test('returns no text when a slow response is aborted', async () => {
    const caller = new AbortController()
    there.answer = (response) => {
      response.writeHead(202, { 'Content-Length': '10000' })
      let bytes = 0
      const drip = setInterval(() => {
        response.write(':')
        bytes += 1
        if (bytes === 20) caller.abort()
      }, 10)
      response.on('close', () => clearInterval(drip))
    }
    expect(await post(there.url, caller.signal)).toMatchObject({ kind: 'response', status: 202, text: null })
  })

  test('reads up to 64 KB and closes the connection of a longer response', async () => {
    there.answer = answering(200, 'a'.repeat(64 * 1024))
    expect(await post(there.url)).toMatchObject({ text: 'a'.repeat(64 * 1024) })
    there.answer = answering(200, 'a'.repeat(64 * 1024 + 1))
    expect(await post(there.url)).toMatchObject({ status: 200, text: null })
    let written = 0
    const closed = new Promise((resolve) => {
      there.answer = (response) => {
        written = 0
        response.on('close', resolve)
        pour(response, (bytes) => {
          written += bytes
        })
      }
    })
    expect(await post(there.url)).toMatchObject({ status: 200, text: null })
    await closed
    expect(written).toBeLessThan(16 * 1024 * 1024)
  })

  test('does not decompress a response, since it requests no compression', async () => {
    there.answer = (response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' })
      response.end(gzipSync(Buffer.alloc(8 * 1024 * 1024)))
    }
    expect(await post(there.url)).toEqual({ kind: 'response', status: 200, text: null })
    expect(there.asked[0]?.headers['accept-encoding']).toBeUndefined()
  })

  test.each([301, 302, 303, 307, 308])('does not follow a redirect with status %i', async (status) => {
    const elsewhere = await loopback()
    there.answer = answering(status, '', { Location: elsewhere.url })
    expect(await post(there.url)).toEqual({ kind: 'response', status, text: '' })
    expect(elsewhere.asked).toEqual([])
    await elsewhere.close()
  })

  test.each([
    ['17', 17],
    ['0', 0],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['99999999999', 86_400],
    ['-5', 0],
    ['later', undefined],
    ['', undefined],
  ])('parses Retry-After %j as %j seconds', async (header, seconds) => {
    vi.setSystemTime('2026-11-24T12:00:00Z')
    there.answer = answering(429, '', { 'Retry-After': header })
    expect(await post(there.url)).toMatchObject({ kind: 'response', status: 429 })
    expect(await post(there.url)).toHaveProperty('retryAfterSeconds', seconds)
  })
})

function pour(response: ServerResponse, count: (bytes: number) => void) {
  const chunk = Buffer.alloc(16 * 1024, 'a')
  const more = () => {
    if (response.destroyed) return
    count(chunk.length)
    response.write(chunk, more)
  }
  more()
}

describe('client', () => {
  test('reuses connections', async () => {
    const ports = new Set<number | undefined>()
    there.answer = (response) => {
      ports.add(response.socket?.remotePort)
      response.end()
    }
    for (let n = 0; n < 8; n++) await post(there.url)
    expect(ports.size).toBeLessThan(4)
  })

  test('never retries a request, on a new connection or a reused one', async () => {
    await post(there.url)
    there.answer = (response) => response.socket?.destroy()
    expect(await post(there.url)).toMatchObject({ kind: 'unknown' })
    expect(there.asked).toHaveLength(2)
  })

  test('does not keep the process alive with idle connections', async () => {
    const code = `import { httpClient } from ${JSON.stringify(fileURLToPath(new URL('./http.ts', import.meta.url)))}
      const answer = await httpClient().post({ url: '${there.url}', headers: {}, body: '' }, AbortSignal.timeout(9e3))
      console.log(answer.kind, performance.now())
      process.on('exit', () => console.log(performance.now()))`
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '-e',
      code,
    ])
    const [kind, answered, ended] = stdout.split(/\s+/)
    expect(kind).toBe('response')
    expect(Number(ended) - Number(answered)).toBeLessThan(1500)
  })
})
