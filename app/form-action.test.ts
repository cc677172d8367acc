import { headers } from 'next/headers'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { formAction } from './form-action'

vi.mock('next/headers', () => ({ headers: vi.fn(), cookies: vi.fn() }))
vi.mock('next-intl/server', () => ({
  getTranslations: async () => Object.assign((key: string) => key, { has: () => true }),
}))
vi.mock('@/lib/auth/browser', () => ({ browserHash: async () => 'a browser that keeps cookies' }))

const OWN = 'http://localhost:3000'
const handle = vi.fn(async () => ({ message: 'handled' }))
const action = formAction(z.strictObject({ name: z.string() }), [], handle)

function post(given: Record<string, string>) {
  const known = { host: 'localhost:3000', 'x-forwarded-proto': 'http' }
  vi.mocked(headers).mockResolvedValue(new Headers({ ...known, ...given }) as never)
  const data = new FormData()
  data.set('name', 'Ada')
  return action(null, data)
}

beforeEach(() => vi.clearAllMocks())

describe('an action, whatever let the post through to it,', () => {
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
  ])('does nothing for one from %j', async (from) => {
    expect(await post(from as Record<string, string>)).toMatchObject({ message: 'form.origin' })
    expect(handle).not.toHaveBeenCalled()
  })

  test.each([{ origin: OWN }, { origin: OWN, 'sec-fetch-site': 'same-origin' }])(
    'does its work for one from %j',
    async (from) => {
      expect(await post(from as Record<string, string>)).toEqual({ message: 'handled' })
      expect(handle).toHaveBeenCalledTimes(1)
    },
  )
})
