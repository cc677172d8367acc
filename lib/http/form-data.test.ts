import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainStrings } from './form-data'

const form = (...fields: [string, string | Blob][]): FormData => {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

describe('form fields', () => {
  test('returns the fields of a form as plain strings', () => {
    expect(plainStrings(form(['phone', '+12025550123'], ['country', 'US']))).toEqual({
      phone: '+12025550123',
      country: 'US',
    })
  })

  test("omits React's own fields and no others", () => {
    const posted = form(
      ['$ACTION_REF_1', ''],
      ['$ACTION_1:0', '{}'],
      ['$ACTION_KEY', 'k'],
      ['$ACTION', 'mine'],
      ['code', '012345'],
    )
    expect(plainStrings(posted)).toEqual({ $ACTION: 'mine', code: '012345' })
  })

  test('accepts repeated fields of React', () => {
    expect(plainStrings(form(['$ACTION_KEY', 'a'], ['$ACTION_KEY', 'b']))).toEqual({})
  })

  test.each([
    ['a repeated field', form(['phone', '1'], ['phone', '2'])],
    ['a repeated field with the same value', form(['phone', '1'], ['phone', '1'])],
    ['a file', form(['phone', new Blob(['x'])])],
    ['an empty file', form(['phone', new Blob([])])],
  ])('rejects a form with %s', (_, posted) => {
    expect(plainStrings(posted)).toBeNull()
  })

  test('treats names of object properties as plain fields', () => {
    const found = plainStrings(form(['__proto__', 'x'], ['constructor', 'y'], ['toString', 'z']))
    expect(Object.entries(found ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['toString', 'z'],
    ])
    expect(Object.getPrototypeOf(found)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  test('returns only strings, whatever the field names', () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom('phone[not]', 'phone.not', 'phone[]', '{"not":""}', '__proto__[x]'),
    )
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(names, fc.string()), { selector: ([name]) => name }), (fields) => {
        const found = plainStrings(form(...fields))
        expect(Object.values(found ?? {}).every((value) => typeof value === 'string')).toBe(true)
        expect(Object.keys(found ?? {})).toHaveLength(fields.filter(([name]) => !name.startsWith('$ACTION_')).length)
      }),
    )
  })
})
