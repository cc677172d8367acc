import { HALF_A_CHARACTER } from './plain-forms'

type Change = (data: FormData) => void
export type Hostile = [what: string, change: Change]

const LONG = 'x'.repeat(60_000)

const renamed =
  (field: string, to: string): Change =>
  (data) => {
    const value = String(data.get(field))
    data.delete(field)
    data.set(to, value)
  }

/** Malformed variants of a field that no form of ours sends. */
const misshapen = (field: string): Hostile[] => [
  [`${field} as an operator in brackets`, renamed(field, `${field}[not]`)],
  [`${field} as an operator after a dot`, renamed(field, `${field}.not`)],
  [`${field} as an array`, renamed(field, `${field}[]`)],
  [`${field} twice`, (data) => data.append(field, String(data.get(field)))],
  [`${field} as a file`, (data) => data.set(field, new File([String(data.get(field))], 'x.txt'))],
  [`no ${field}`, (data) => data.delete(field)],
  [`an empty ${field}`, (data) => data.set(field, '')],
  [`60 KB of ${field}`, (data) => data.set(field, LONG)],
]

const INSERTED: [string, string][] = [
  ['NUL', '\0'],
  ['a control character', '\u0007'],
  ['terminal colors', '\u001b[31m'],
  ['line separators', '\u2028\u2029x'],
  ['half a character', HALF_A_CHARACTER],
]

/** Invalid content for a field that accepts only specific values. */
const unfit = (field: string): Hostile[] => [
  [`an object in JSON for ${field}`, (data) => data.set(field, '{"not":""}')],
  ...INSERTED.map(
    ([what, text]): Hostile => [
      `${what} in ${field}`,
      (data) => data.set(field, insert(String(data.get(field)), text)),
    ],
  ),
]

const insert = (value: string, text: string) => value.slice(0, 3) + text + value.slice(3)

const MORE: [string, string][] = [
  ['__proto__', 'x'],
  ['__proto__[role]', 'OPERATOR'],
  ['constructor', 'x'],
  ['constructor.prototype', 'x'],
  ['constructor[prototype][role]', 'OPERATOR'],
  ['hasOwnProperty', 'x'],
  ['role', 'OPERATOR'],
  ['userId', '1'],
  ['', 'x'],
  [LONG.slice(0, 5_000), 'x'],
]

const additions: Hostile[] = MORE.map(([name, value]) => [
  `another field ${name.slice(0, 40)}`,
  (data) => data.append(name, value),
])

/** Returns all changes to a form with these fields that must have no effect. */
export const hostileFields = (fields: string[], strict: string[]): Hostile[] => [
  ...fields.flatMap(misshapen),
  ...strict.flatMap(unfit),
  ...additions,
]
