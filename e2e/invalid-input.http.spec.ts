import { expect, test } from './support/fixtures'
import { readCode } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const DIGITS = 'Enter all 6 digits of the code.'
const UNEXPECTED = 'read that request. Reload the page and try again.'

const typed: [string, string, string][] = [
  ['nothing', '', 'Enter the 6-digit code from the message.'],
  ['five digits', '12345', DIGITS],
  ['seven digits', '1234567', DIGITS],
  ['letters', 'abcdef', DIGITS],
  ['a code with a letter', '12345a', DIGITS],
  [
    'two codes',
    '123456 or 654321',
    'That contains more than one 6-digit number. Enter only the code from the latest message.',
  ],
  ['a negative number', '-12345', DIGITS],
  ['an exponent', '1e5', DIGITS],
  ['NUL', '12345\0', DIGITS],
  ['many digits', '1'.repeat(60_000), DIGITS],
  ['SQL', "1' OR '1'='1", DIGITS],
  ['an object in JSON', '{"not":""}', DIGITS],
]

const forged: [string, (data: FormData, code: string) => void][] = [
  ['the code twice', (data, code) => data.append('code', code)],
  ['the code as an array', (data, code) => rename(data, 'code', 'code[]', code)],
  ['the code as an object', (data, code) => rename(data, 'code', 'code[not]', code)],
  ['the code as a file', (data, code) => data.set('code', new File([code], 'code.txt', { type: 'text/plain' }))],
  ['no code', (data) => data.delete('code')],
  ['no id', (data) => data.delete('id')],
  ['the id twice', (data) => data.append('id', String(data.get('id')))],
  ['a malformed id', (data) => data.set('id', "x' OR 1=1 --")],
  ['an id in upper case', (data) => data.set('id', String(data.get('id')).toUpperCase())],
  ['an additional field', (data) => data.set('attempts', '0')],
  ['a prototype', (data) => data.set('__proto__', 'x')],
  ['a constructor', (data) => data.set('constructor', 'x')],
  ['a method of every object', (data) => data.set('hasOwnProperty', 'x')],
]

function rename(data: FormData, from: string, to: string, value: string) {
  data.delete(from)
  data.set(to, value)
}

test('an invalid code shows one error at the field and costs no attempt', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const codePath = await askPlainly(browser, phone)
  await readCode({ browser, phone })
  for (const [what, code, sentence] of typed) {
    const { status, location, html } = await submit(browser, codePath, 'Verify', { code })
    expect({ what, status, location }).toEqual({ what, status: 200, location: null })
    expect(html, what).toMatch(new RegExp(`id="code-error"[^>]*>.*?</svg><span>${sentence}</span></p>`))
  }
  expect((await look(browser, codePath)).html).toContain('5 attempts left')
})

test('a form that none of our pages posts shows an error and costs no attempt, even with the right code', async ({
  plainBrowser,
}) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const codePath = await askPlainly(browser, phone)
  const code = await readCode({ browser, phone })
  for (const [what, change] of forged) {
    const { status, location, html } = await submit(
      browser,
      codePath,
      'Verify',
      { code },
      { change: (data) => change(data, code) },
    )
    expect({ what, status, location }).toEqual({ what, status: 200, location: null })
    expect(html, what).toContain(UNEXPECTED)
  }
  expect((await look(browser, codePath)).html).toContain('5 attempts left')
  expect((await submit(browser, codePath, 'Verify', { code })).location).toMatch(/^\/sign-up\//)
})

test('rejects objects in place of a form without a server error', async ({ plainBrowser, baseURL }) => {
  const browser = await plainBrowser()
  const phone = freshPhone()
  const codePath = await askPlainly(browser, phone)
  const code = await readCode({ browser, phone })
  const id = codePath.split('/').at(-1)
  const action = /&quot;id&quot;:&quot;(\w+)&quot;/.exec((await look(browser, codePath)).html)?.[1] ?? ''
  const bodies = [
    [null, { id, code }],
    [null, { id: { not: '' }, code: { gt: '' } }],
    [null, [['id', id]]],
    [{ __proto__: { code } }],
    [],
    'code',
    null,
  ]
  for (const body of bodies) {
    const response = await browser.post(codePath, {
      data: JSON.stringify(body),
      headers: { 'next-action': action, origin: String(baseURL), 'content-type': 'text/plain;charset=UTF-8' },
      maxRedirects: 0,
    })
    expect({ body, isError: response.status() >= 500 }).toEqual({ body, isError: false })
  }
  expect((await look(browser, codePath)).html).toContain('5 attempts left')
})

test('malformed ids in URLs return a client error, never a server error', async ({ plainBrowser }) => {
  const browser = await plainBrowser()
  await askPlainly(browser, freshPhone())
  const rubbish = ['1', 'null', '__proto__', '%00', "'--", 'a'.repeat(2_000), '00000000-0000-0000-0000-000000000000']
  for (const id of rubbish) {
    for (const path of [
      `/verify/${id}`,
      `/verify/${id}/events`,
      `/sign-up/${id}`,
      `/reset-password/${id}`,
      `/handset/${id}`,
    ]) {
      const { status } = await look(browser, path)
      expect({ path, isClientError: status >= 400 && status < 500 }).toEqual({ path, isClientError: true })
    }
  }
})
