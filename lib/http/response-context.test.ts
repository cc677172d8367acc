import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { ask, serve } from '@/lib/testing/http-entry'
import { forgetEverything, setFormUnderstood, setRetryAfter } from './response-context'

/** Something that says what it has to say a while after it was asked, as an action does. */
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

describe('what the work on a request says of its answer', () => {
  it('is 429 and when to come back, with the same page, when a limit refused', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(29.2)),
    )
    const { status, headers, text } = await ask(port, post())
    expect({ status, when: headers['retry-after'], text }).toEqual({ status: 429, when: '30', text: 'the page' })
  })

  it('is no other status to a script of ours, since browsers complain of those in their console', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(30)),
    )
    const script = { 'next-action': 'x', 'content-type': 'multipart/form-data; boundary=x' }
    const { status, headers } = await ask(port, post(script))
    expect({ status, when: headers['retry-after'] }).toEqual({ status: 200, when: '30' })
  })

  it('is 404 when an action could not be handed on to the page that has it, which Next answers with an empty object', async () => {
    const port = await serve({}, (_request, response) => {
      response.setHeader('content-type', 'application/json; charset=utf-8')
      response.end('{}')
    })
    const script = { 'next-action': 'x', 'content-type': 'multipart/form-data; boundary=x' }
    expect((await ask(port, post(script))).status).toBe(404)
    expect((await ask(port, post())).status).toBe(200)
  })

  it('never hides a redirect or a failure', async () => {
    for (const status of [303, 500]) {
      const port = await serve(
        {},
        saying(() => {
          setFormUnderstood()
          setRetryAfter(30)
        }, status),
      )
      expect((await ask(port, post())).status).toBe(status)
    }
  })

  it('is one second at least', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(0)),
    )
    expect((await ask(port, post())).headers['retry-after']).toBe('1')
  })

  it('can be that nothing is to stay in caches, while cookies stay', async () => {
    const port = await serve({}, saying(forgetEverything))
    expect((await ask(port, post())).headers['clear-site-data']).toBe('"cache"')
  })

  it('stands on the answer to that request and on no other of the same time', async () => {
    let requests = 0
    const port = await serve(
      {},
      saying(() => (requests++ % 2 === 0 ? setRetryAfter(30) : undefined)),
    )
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(port, post())))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(10)
    expect(answers.filter(({ headers }) => headers['retry-after'])).toHaveLength(10)
  })

  it('also stands there when the request came in chunks', async () => {
    const port = await serve(
      {},
      saying(() => setRetryAfter(30)),
    )
    expect((await ask(port, post({ 'transfer-encoding': 'chunked' }), [Buffer.from('x')])).status).toBe(429)
  })

  it('makes a form that nothing could be made of a mistake of whoever sent it', async () => {
    const form = { 'content-type': 'multipart/form-data; boundary=x' }
    const statusOf = async (headers: Record<string, string>, say: () => void, path = '/') =>
      (await ask(await serve({}, saying(say, 500)), { ...post(headers), path })).status
    expect(await statusOf(form, () => {})).toBe(400)
    expect(await statusOf(form, setFormUnderstood)).toBe(500)
    expect(await statusOf({ 'content-type': 'application/json' }, () => {}, '/api/handset/messages')).toBe(500)
  })
})
