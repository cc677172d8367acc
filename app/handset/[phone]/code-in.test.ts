import { expect, test } from 'vitest'
import { splitAtCode, splitAtSiteLine } from './code-in'

test.each([
  ["417275 is your Latchkey code. Don't share it.\n\n@localhost #417275", '417275'],
  ['Your code is 004217.', '004217'],
  ['Your code: 417275, valid for 10 minutes', '417275'],
  ['Code (417275)', '417275'],
  ['“417275” is your code', '417275'],
  ['Open the app.\n\n@localhost #417275', '417275'],
  ['2026 and 12345 are no codes, 417275 is', '417275'],
])('finds the code of a message: %j', (body, code) => {
  const parts = splitAtCode(body)
  expect(parts.code).toBe(code)
  expect(`${parts.before}${parts.code}${parts.after}`).toBe(body)
})

test.each([
  '',
  'Your Latchkey password was changed and all devices were signed out.',
  'Call +12025550123 or 2025550123.',
  'Order 1234567, item 12345',
  'Pay $417275 or €417275',
  'Version 417275.5 of 417275/2',
  'A417275, 417275B, 417275-1 and 1-417275',
])('finds no code in other digits: %j', (body) => {
  expect(splitAtCode(body)).toEqual({ before: body, code: null, after: '' })
})

test('separates the line that binds a code to a site from the text of the message', () => {
  expect(splitAtSiteLine('417275 is your code.\n\n@localhost #417275')).toEqual({
    text: '417275 is your code.',
    siteLine: '\n\n@localhost #417275',
  })
  for (const body of ['', 'Write to ada@example.com #1', 'one\ntwo', '@localhost #417275'])
    expect(splitAtSiteLine(body)).toEqual({ text: body, siteLine: '' })
})
