import { randomBytes } from 'node:crypto'
import { expect } from './support/fixtures'
import { textsOn } from './support/handset'
import { testOnOwnServer } from './support/on-own-server'
import { freshPhone } from './support/people'
import { openAccount } from './support/plain-flows'
import { filledForm, look, post } from './support/plain-forms'
import { raw } from './support/raw'

// Next logs every request that it cannot parse, so these tests have their own server and log.
const test = testOnOwnServer('malformed', {})

/** Each entry changes one of the hidden fields by which React finds an action. */
const TAMPERED: [string, (data: FormData) => void][] = [
  ['an unknown action', (data) => rewrite(data, /\b[0-9a-f]{42}\b/, randomBytes(21).toString('hex'))],
  ['an action of another length', (data) => rewrite(data, /\b[0-9a-f]{42}\b/, 'ab')],
  ['an action named like a method', (data) => rewrite(data, /\b[0-9a-f]{42}\b/, '__proto__')],
  ['a module and an export', (data) => rewrite(data, /\b[0-9a-f]{42}\b/, 'node:child_process#exec')],
  ['a flipped byte in the id', (data) => rewrite(data, /\b([0-9a-f]{41})[0-9a-f]\b/, '$1g')],
  ['arguments that refer to nothing', (data) => rewrite(data, /\$@1/, '$@99')],
  ['arguments that refer to a prototype', (data) => rewrite(data, /\$@1/, '$1:__proto__:then')],
  ['arguments that are no JSON', (data) => rewrite(data, /^\{.*\}$/s, '{')],
  ['no JSON at all', (data) => rewrite(data, /^[{[].*/s, '\0')],
  ['a thenable', (data) => rewrite(data, /^\[null\]$/, '[{"then":"$1:constructor"}]')],
]

function rewrite(data: FormData, pattern: RegExp, replacement: string) {
  for (const [name, value] of [...data]) {
    if (name.startsWith('$ACTION_')) data.set(name, String(value).replace(pattern, replacement))
  }
}

test('a form with tampered hidden fields does nothing, and the server keeps running', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const form = () => filledForm(browser, '/sign-up', 'Send code', { country: 'US', phone })
  for (const [what, change] of TAMPERED) {
    const data = await form()
    change(data)
    const { status, location } = await post(browser, '/sign-up', data)
    expect({ what, location, failed: status >= 500 }).toEqual({ what, location: null, failed: false })
  }
  expect(await textsOn({ browser, phone })).toEqual([])
  expect((await post(browser, '/sign-up', await form())).location).toMatch(/^\/verify\//)
})

test("action calls that our script doesn't make do nothing, and the server keeps running", async ({
  plainBrowser,
  baseURL,
}) => {
  const browser = await plainBrowser()
  await openAccount(browser)
  const { html } = await look(browser, '/account')
  const known = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/.exec(html)?.[1] ?? ''
  expect(known).not.toBe('')
  const ids = [known, randomBytes(21).toString('hex'), 'x', '', '__proto__', '../../x', 'a'.repeat(5_000)]
  const bodies = ['', 'x', '--b--\r\n', part('0', '["$K1"]'), part('0', '["$1:__proto__:then"]'), part('0', '[')]
  for (const id of ids) {
    for (const body of bodies) {
      const headers = { origin: String(baseURL), 'next-action': id, 'content-type': 'multipart/form-data; boundary=b' }
      const { status } = await raw(String(baseURL), '/account', { method: 'POST', headers, body })
      expect({ id, body, failed: status >= 500 }).toEqual({ id, body, failed: false })
    }
  }
  expect((await look(browser, '/account')).status).toBe(200)
})

/** Forged action ids, 42 characters long as real ones are: Next decodes them and includes them in its errors. */
const FORGERIES: [string, string][] = [
  ['a log line', '%0A{%22event%22:%22audit%22,%22what%22:%22sign-in%22      }%0A'],
  ['a stack frame', `%0A    at quokka:1:1${' '.repeat(24)}`],
  ['terminal colors', `\u001b[2J\u001b[31mquokka${' '.repeat(27)}`],
]

test('posted text cannot forge log lines: every line is an event with a time and without that text', async ({
  server,
  baseURL,
}) => {
  for (const [what, name] of FORGERIES) {
    expect({ what, letters: decoded(name).length }).toEqual({ what, letters: 42 })
    const headers = { origin: String(baseURL), 'content-type': 'multipart/form-data; boundary=b' }
    const body = part(`$ACTION_ID_${name}`, '')
    const { status } = await raw(String(baseURL), '/sign-in', { method: 'POST', headers, body })
    expect({ what, failed: status >= 500 }).toEqual({ what, failed: false })
  }
  expect(server.logged().join('\n')).toContain('"event":"framework"')
  for (const line of server.logged()) {
    expect(line).toMatch(/^\{"level":\d0,"time":"[^"]*","event":"[\w.-]+".*\}$/)
    expect(() => JSON.parse(line), line).not.toThrow()
    expect(line).not.toMatch(/"what":"sign-in"|quokka|\\u001b/)
  }
})

const decoded = (name: string) => name.replaceAll('%0A', '\n').replaceAll('%22', '"')

test('a form with a thousand fields of any name does nothing and causes no server error', async ({
  plainBrowser,
  baseURL,
}) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const form = await filledForm(browser, '/sign-up', 'Send code', { country: 'US', phone })
  const own = [...form].map(([name, value]) => field(name, String(value)))
  for (const prefix of ['', '_1_', '$ACTION_', '$ACTION_REF_', '__proto__.']) {
    const more = Array.from({ length: 1_000 - own.length }, (_, n) => field(`${prefix}${n.toString(36)}`, ''))
    const body = `${[...own, ...more].join('')}--b--`
    expect(body.length).toBeLessThan(64 * 1024)
    const id = /[0-9a-f]{42}/.exec(body)?.[0]
    for (const script of [{}, { 'next-action': id }]) {
      const headers = { origin: String(baseURL), 'content-type': 'multipart/form-data; boundary=b', ...script }
      const { status, headers: given } = await raw(String(baseURL), '/sign-up', { method: 'POST', headers, body })
      const sentOn = given.location ?? given['x-action-redirect']
      expect({ prefix, sentOn, failed: status >= 500 }).toEqual({ prefix, sentOn: undefined, failed: false })
    }
  }
  expect(await textsOn({ browser, phone })).toEqual([])
})

const field = (name: string, text: string) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`

const part = (name: string, text: string) => `${field(name, text)}--b--\r\n`

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const MULTIPART = 'multipart/form-data; boundary=b'
const POSTS = [
  ...['', 'x', '--b--', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nb', part('a', 'b'), '\xff\xfe'].flatMap(
    (body) => [
      { status: 400, body, headers: { 'content-type': MULTIPART } },
      { status: 400, body, headers: { 'content-type': MULTIPART, 'next-action': 'x' } },
    ],
  ),
  { status: 400, body: '', headers: { 'content-type': 'multipart/form-data' } },
  { status: 400, body: part('a', 'b'), headers: { 'content-type': MULTIPART, 'content-encoding': 'gzip' } },
  { status: 400, body: part('$ACTION_ID_x', ''), headers: { 'content-type': MULTIPART } },
  { status: 409, body: part('a', 'b'), headers: { 'content-type': MULTIPART, 'next-action': 'a'.repeat(42) } },
  ...['application/x-www-form-urlencoded', 'text/plain', 'application/json', ''].map((type) => ({
    status: 415,
    body: 'a=%ff',
    headers: { 'content-type': type },
  })),
]

test('a post that no form of ours makes returns a 4xx page to a browser and one sentence to other clients', async ({
  baseURL,
}) => {
  const own = String(baseURL)
  for (const path of ['/', '/sign-up', '/account', '/nowhere', `/verify/${UNKNOWN}`, '/handset/abc']) {
    for (const { status, body, headers } of POSTS) {
      const ask = (accept: string) =>
        raw(own, path, { method: 'POST', body, headers: { ...headers, accept, origin: own } })
      const page = await ask('text/html,*/*;q=0.8')
      expect({ path, body, headers, status: page.status }).toEqual({ path, body, headers, status })
      expect(page.text, body).toMatch(
        /<h1>(Bad request|This page has been updated|Unsupported form)<\/h1>\n<p>[^<]+\.<\/p>/,
      )
      expect((await ask('*/*')).text, body).toMatch(/^[A-Z][^<>]+\.\n$/)
    }
  }
})

test("a router request that can't be parsed returns 400 on every page", async ({ baseURL }) => {
  for (const path of ['/', '/account', '/sign-up', `/verify/${UNKNOWN}`, '/nowhere']) {
    for (const tree of ['x', '%ff', encodeURIComponent('{"a":1}'), 'y'.repeat(5_000)]) {
      const headers = { rsc: '1', 'next-router-state-tree': tree }
      const first = await raw(String(baseURL), path, { headers })
      const { status } = first.headers.location
        ? await raw(String(baseURL), first.headers.location, { headers })
        : first
      expect({ path, tree, status }).toEqual({ path, tree, status: 400 })
    }
  }
})
