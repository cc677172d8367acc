import type { APIRequestContext, APIResponse } from '@playwright/test'

export type Fields = Record<string, string>

export interface Answer {
  status: number
  /** Path and query of the redirect. */
  location: string | null
  headers: Fields
  html: string
}

interface From {
  /** Replaces the form's own origin; null sends none. */
  origin?: string | null
  headers?: Fields
}

interface Post extends From {
  change?: (data: FormData) => void
  /** Runs between reading the form and posting it. */
  meanwhile?: () => Promise<unknown>
}

/** Fills in and posts the form with this button, as a browser without JavaScript does. */
export async function submit(
  browser: APIRequestContext,
  path: string,
  button: string,
  fields: Fields,
  { change, meanwhile, ...from }: Post = {},
): Promise<Answer> {
  const data = await filledForm(browser, path, button, fields)
  change?.(data)
  await meanwhile?.()
  return post(browser, path, data, from)
}

export async function filledForm(browser: APIRequestContext, path: string, button: string, fields: Fields) {
  const page = await browser.get(path)
  const data = hiddenFields(await page.text(), button)
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}

export async function post(
  browser: APIRequestContext,
  path: string,
  data: FormData,
  { origin, headers }: From = {},
): Promise<Answer> {
  // Encoded here, so that files and broken characters are sent unchanged.
  const { body, type } = await encoded(data)
  const own = origin === undefined ? await ownOrigin(browser) : origin
  const response = await browser.post(path, {
    data: body,
    headers: { 'content-type': type, ...(own !== null && { origin: own }), ...headers },
    maxRedirects: 0,
  })
  return answer(response)
}

/** Posts a form as our script does: the action's id in a header, its arguments in React's encoding. */
export async function postByScript(browser: APIRequestContext, path: string, data: FormData, from: From = {}) {
  const call = new FormData()
  const sealed = new Map<string, string>()
  for (const [name, value] of data) {
    const [, part] = /^\$ACTION_\d+:(\d+)$/.exec(name) ?? []
    if (part) sealed.set(part, String(value))
    else if (!name.startsWith('$ACTION_')) call.append(`_1_${name}`, value)
  }
  const { id } = JSON.parse(sealed.get('0') ?? '') as { id: string }
  // The bound arguments of the action, then the form.
  call.set('0', JSON.stringify([...JSON.parse(sealed.get('1') ?? '[]'), '$K1']))
  for (const [part, value] of sealed) if (Number(part) > 1) call.set(part, value)
  return post(browser, path, call, { ...from, headers: { 'next-action': id, ...from.headers } })
}

export async function look(browser: APIRequestContext, path: string, headers: Fields = {}): Promise<Answer> {
  return answer(await browser.get(path, { headers, maxRedirects: 0 }))
}

/** Placeholder for half a surrogate pair, which is invalid in UTF-8 and which any client can send. */
export const HALF_A_CHARACTER = 'half-a-character'
const HALF_BYTES = '\xed\xa0\x80'

async function encoded(data: FormData): Promise<{ body: Buffer; type: string }> {
  const whole = new Response(data)
  const bytes = Buffer.from(await whole.arrayBuffer()).toString('latin1')
  const body = Buffer.from(bytes.replaceAll(HALF_A_CHARACTER, HALF_BYTES), 'latin1')
  return { body, type: whole.headers.get('content-type') ?? '' }
}

const origins = new WeakMap<APIRequestContext, string>()

async function ownOrigin(browser: APIRequestContext): Promise<string> {
  const origin = origins.get(browser) ?? new URL((await browser.get('/icon.svg')).url()).origin
  origins.set(browser, origin)
  return origin
}

async function answer(response: APIResponse): Promise<Answer> {
  const headers = response.headers()
  const url = headers.location === undefined ? null : new URL(headers.location, response.url())
  const location = url && url.pathname + url.search
  return { status: response.status(), location, headers, html: await response.text() }
}

const buttonTexts = (form: string) =>
  [...form.matchAll(/<button\b[^>]*>(.*?)<\/button>/gs)].map(([, inside = '']) => inside.replace(/<[^>]*>/g, ''))

export function hiddenFields(html: string, button: string): FormData {
  const forms = html.match(/<form\b.*?<\/form>/gs) ?? []
  const form = forms.find((one) => buttonTexts(one).some((text) => new RegExp(`^${button}$`).test(text)))
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
