import type { APIRequestContext, APIResponse } from '@playwright/test'

export type Fields = Record<string, string>

export interface Answer {
  status: number
  /** Where it sends the browser on to, without the host. */
  location: string | null
  html: string
}

interface Post {
  /** Instead of the form's own origin; null sends none. */
  origin?: string | null
  headers?: Fields
  /** Has the last word on what is posted. */
  change?: (data: FormData) => void
  /** What happens between looking at the page and posting its form. */
  meanwhile?: () => Promise<unknown>
}

/** Fills a form of a page in and posts it, as a browser without JavaScript does. The button says which form. */
export async function submit(
  browser: APIRequestContext,
  path: string,
  button: string,
  fields: Fields,
  { origin, headers, change, meanwhile }: Post = {},
): Promise<Answer> {
  const page = await browser.get(path)
  const data = hiddenFields(await page.text(), button)
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  change?.(data)
  await meanwhile?.()
  const from = origin === undefined ? new URL(page.url()).origin : origin
  const response = await browser.post(path, {
    multipart: data,
    headers: { ...(from !== null && { origin: from }), ...headers },
    maxRedirects: 0,
  })
  return answer(response)
}

export async function look(browser: APIRequestContext, path: string): Promise<Answer> {
  return answer(await browser.get(path, { maxRedirects: 0 }))
}

async function answer(response: APIResponse): Promise<Answer> {
  const { location } = response.headers()
  const url = location === undefined ? null : new URL(location, response.url())
  return { status: response.status(), location: url && url.pathname + url.search, html: await response.text() }
}

export function hiddenFields(html: string, button: string): FormData {
  const forms = html.match(/<form\b.*?<\/form>/gs) ?? []
  const form = forms.find((one) => new RegExp(`<button[^>]*>${button}</button>`).test(one))
  if (!form) throw new Error(`no form with a button "${button}" in: ${html.slice(0, 2_000)}`)
  const data = new FormData()
  for (const [input] of form.matchAll(/<input\b[^>]*\btype="hidden"[^>]*>/g)) {
    data.append(unescaped(attribute(input, 'name')), unescaped(attribute(input, 'value')))
  }
  return data
}

const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? ''

const ENTITIES: Fields = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }

const unescaped = (text: string) => text.replace(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
