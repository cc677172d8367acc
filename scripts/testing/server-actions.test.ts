import { expect, test } from 'vitest'
import { actionsIn } from './server-actions'

test.each([
  [
    'a file of actions',
    `'use server'\nexport const a = formAction()\nexport async function b() {}\nconst c = 1`,
    ['a', 'b'],
  ],
  ['a file of actions under a comment', `// why\n/* more */\n"use server"\nexport { a, b as c }`, ['a', 'c']],
  ['a page', `export default async function Page() {\n  const a = async () => {\n    'use server'\n  }\n}`, ['a']],
  ['a function on one line', `export function Page() { async function a() { 'use server'; await b() } }`, ['a']],
  ['a file with both kinds', `'use server'\nexport const a = 1\nconst b = () => { 'use server' }`, ['a', 'b']],
  ['a form', `<form action={async () => { 'use server' }} />`, ['without a name']],
  ['a file without actions', `export const a = 1`, []],
])('finds every server action in a source: %s', (_what, source, names) => {
  expect(actionsIn(source)).toEqual(names)
})
