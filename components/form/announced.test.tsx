import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { CodeField } from './code-field'
import { FormMessage } from './form-message'
import { NewPasswordField, type NewPasswordTexts } from './new-password-field'
import { PasswordField } from './password-field'
import { SelectField } from './select-field'
import { SubmitButton } from './submit-button'
import { TextField } from './text-field'

const ERROR = 'What is wrong'
const HINT = 'What to enter'
const passwordTexts = { rule: HINT, missing: [], show: 'Show', hide: 'Hide' } as unknown as NewPasswordTexts

type Field = (error?: string) => ReactElement
const FIELDS: [string, Field][] = [
  ['text', (error) => <TextField id="x" label="X" hint={HINT} error={error} />],
  ['select', (error) => <SelectField id="x" label="X" error={error} />],
  ['code', (error) => <CodeField id="x" label="X" hint={HINT} error={error} problems={{}} onComplete={() => {}} />],
  [
    'password',
    (error) => (
      <PasswordField id="x" label="X" hint={HINT} error={error} texts={passwordTexts} autoComplete="current-password" />
    ),
  ],
  [
    'new password',
    (error) => (
      <NewPasswordField
        id="x"
        label="X"
        error={error}
        texts={passwordTexts}
        minLength={15}
        suggestion="five random words"
      />
    ),
  ],
]

/** Returns the text of each live region with a role. */
const regions = (html: string, role: string) =>
  [...html.matchAll(new RegExp(`<(div|p) role="${role}"[^>]*>(.*?)</\\1>`, 'gs'))].map(([, , inside = '']) =>
    inside.replace(/<[^>]*>/g, ''),
  )

describe.each(FIELDS)('the %s field', (_, field) => {
  test('a field has an empty live region before an error, and the error in it afterwards', () => {
    expect(regions(renderToStaticMarkup(field()), 'alert')).toEqual([''])
    expect(regions(renderToStaticMarkup(field(ERROR)), 'alert')).toEqual([ERROR])
  })

  test('a field with an error is described by the error instead of the hint', () => {
    const html = renderToStaticMarkup(field(ERROR))
    expect(html).toContain('aria-describedby="x-error"')
    expect(html).toContain('id="x-error"')
    expect(html).not.toContain(HINT)
  })
})

test('a form message appears in a live region that already exists', () => {
  expect(regions(renderToStaticMarkup(<FormMessage message={undefined} />), 'alert')).toEqual([''])
  expect(regions(renderToStaticMarkup(<FormMessage message={ERROR} />), 'alert')).toEqual([ERROR])
})

test('a submit button reports its pending state in its label and in a live region that already exists', () => {
  const texts = { submit: 'Verify', pending: 'Checking', stillWorking: 'Still working' }
  const idle = renderToStaticMarkup(<SubmitButton pending={false} texts={texts} />)
  expect(regions(idle, 'status')).toEqual([''])
  const pending = renderToStaticMarkup(<SubmitButton pending={true} texts={texts} />)
  expect(regions(pending, 'status')).toEqual(['Checking…'])
  expect(pending).toMatch(/<button[^>]*aria-disabled="true"[^>]*>.*Checking….*<\/button>/)
})
