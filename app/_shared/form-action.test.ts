import { headers } from 'next/headers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { ask, serve } from '@/lib/testing/http-entry'
import { formAction } from './form-action'

vi.mock('next/headers', () => ({ headers: vi.fn(), cookies: vi.fn() }))
vi.mock('next-intl/server', () => ({
  getLocale: async () => 'en',
  getTranslations: async () => Object.assign((key: string) => key, { has: () => true }),
}))
vi.mock('@/lib/auth/browser', () => ({ browserHash: async () => 'a browser that keeps cookies' }))

const OWN = 'http://localhost:3000'
const handle = vi.fn(async () => ({ message: 'handled' }))
const action = formAction(z.strictObject({ name: z.string() }), [], handle)

function post(given: Record<string, string>, to = action) {
  const known = { host: 'localhost:3000', 'x-forwarded-proto': 'http' }
  vi.mocked(headers).mockResolvedValue(new Headers({ ...known, ...given }) as never)
  const data = new FormData()
  data.set('name', 'Ada')
  return to(null, data)
}

beforeEach(() => vi.clearAllMocks())

/** Returns the HTTP response to a post without JavaScript, and the form state. */
async function respond(outcome: Parameters<typeof formAction<{ name: string }>>[2]) {
  let state: unknown
  const failing = formAction(z.strictObject({ name: z.string() }), ['name'], outcome)
  const port = await serve({}, async (_request, response) => {
    state = await post({ origin: OWN }, failing)
    response.setHeader('content-type', 'text/html')
    response.end()
  })
  const form = { 'content-type': 'multipart/form-data; boundary=x' }
  const { status, headers: given } = await ask(port, { method: 'POST', headers: form })
  return { status, retryAfter: given['retry-after'], state }
}

describe('a failed form action', () => {
  const OUTAGE = Object.assign(new Error('secret'), { name: 'PrismaClientKnownRequestError' })
  const values = { name: 'Ada' }

  test("a form returns 503 with Retry-After and keeps the user's input during an outage", async () => {
    const outcome = async () => Promise.reject(OUTAGE)
    expect(await respond(outcome)).toEqual({
      status: 503,
      retryAfter: '10',
      state: { message: 'form.failed', values },
    })
  })

  test("a form returns 503 with Retry-After and keeps the user's input when a dependency is unavailable", async () => {
    expect(await respond(async (_input, results) => results.unavailable('signIn.busy', 5))).toEqual({
      status: 503,
      retryAfter: '5',
      state: { message: 'signIn.busy', values },
    })
  })

  test("a form returns 500 and keeps the user's input after an unexpected error", async () => {
    const outcome = async () => Promise.reject(new TypeError('x is not a function'))
    expect(await respond(outcome)).toEqual({
      status: 500,
      retryAfter: undefined,
      state: { message: 'form.failed', values },
    })
  })
})

describe('CSRF protection of form actions', () => {
  test.each([
    {},
    { origin: '' },
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://localhost:3000' },
    { origin: 'http://localhost:3001' },
    { origin: 'http://localhost:3000.evil.example' },
    { origin: `${OWN}/` },
    { origin: OWN, 'sec-fetch-site': 'cross-site' },
    { origin: OWN, 'sec-fetch-site': 'same-site' },
    { origin: OWN, 'sec-fetch-site': 'none' },
  ])('a form action rejects a post with the headers %j', async (from) => {
    expect(await post(from as Record<string, string>)).toMatchObject({ message: 'form.origin' })
    expect(handle).not.toHaveBeenCalled()
  })

  test.each([{ origin: OWN }, { origin: OWN, 'sec-fetch-site': 'same-origin' }])(
    'a form action accepts a post with the headers %j',
    async (from) => {
      expect(await post(from as Record<string, string>)).toEqual({ message: 'handled' })
      expect(handle).toHaveBeenCalledTimes(1)
    },
  )
})
