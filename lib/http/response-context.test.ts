import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ask, serve } from '@/lib/testing/http-entry'
import { clearBrowserCache, setFormDecoded, setRetryAfter } from './response-context'

/** Returns a handler that calls `say` asynchronously, as actions do. */
const saying =
  (say: () => void, status = 200): RequestListener =>
  async (_request, response) => {
    await new Promise(setImmediate)
    say()
    response.statusCode = status
    response.end('the page')
  }

const post = (headers = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
})

describe('response context', () => {
  it('sets 429 and Retry-After and keeps the page when a rate limit rejects', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(29.2)),
    )
    const { status, headers, text } = await ask(port, post())
    expect({ status, when: headers['retry-after'], text }).toEqual({ status: 429, when: '30', text: 'the page' })
  })

  it('keeps status 200 for our scripts, since browsers log error statuses to the console', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(30)),
    )
    const script = { 'next-action': 'x', 'content-type': 'multipart/form-data; boundary=x' }
    const { status, headers } = await ask(port, post(script))
    expect({ status, when: headers['retry-after'] }).toEqual({ status: 200, when: '30' })
  })

  it('turns the empty JSON object for an action that Next could not forward into 404', async () => {
    const port = await serve({}, (_request, response) => {
      response.setHeader('content-type', 'application/json; charset=utf-8')
      response.end('{}')
    })
    const script = { 'next-action': 'x', 'content-type': 'multipart/form-data; boundary=x' }
    expect((await ask(port, post(script))).status).toBe(404)
    expect((await ask(port, post())).status).toBe(200)
  })

  it('keeps the status of redirects and failures', async () => {
    for (const status of [303, 500]) {
      const port = await serve(
        {},
        saying(() => {
          setFormDecoded()
          setRetryAfter(30)
        }, status),
      )
      expect((await ask(port, post())).status).toBe(status)
    }
  })

  it('rounds Retry-After up to at least one second', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(0)),
    )
    expect((await ask(port, post())).headers['retry-after']).toBe('1')
  })

  it('clears the cache but no cookies', async () => {
    const port = await serve({}, saying(clearBrowserCache))
    expect((await ask(port, post())).headers['clear-site-data']).toBe('"cache"')
  })

  it('sets the status of no concurrent request', async () => {
    let requests = 0
    const port = await serve(
      {},
      saying(() => (requests++ % 2 === 0 ? setRetryAfter(30) : undefined)),
    )
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(port, post())))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
    expect(answers.filter(({ headers }) => headers['retry-after'])).toHaveLength(10)
  })

  it('sets the status of a chunked request', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(30)),
    )
    expect((await ask(port, post({ 'transfer-encoding': 'chunked' }), [Buffer.from('x')])).status).toBe(429)
  })

  it('turns 500 into 400 for a form that could not be decoded', async () => {
    const form = { 'content-type': 'multipart/form-data; boundary=x' }
    const statusOf = async (headers: Record<string, string>, say: () => void, path = '/') =>
      (await ask(await serve({}, saying(say, 500)), { ...post(headers), path })).status
    expect(await statusOf(form, () => {})).toBe(400)
    expect(await statusOf(form, setFormDecoded)).toBe(500)
    expect(await statusOf({ 'content-type': 'application/json' }, () => {}, '/api/handset/messages')).toBe(500)
  })
})
