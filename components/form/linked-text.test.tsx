import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { LinkedText } from './linked-text'

const rendered = (text: string) => renderToStaticMarkup(<LinkedText text={text} />).replaceAll(' class="text-link"', '')

test.each([
  ['Too many attempts.', 'Too many attempts.'],
  ['Or [reset it](/reset-password).', 'Or <a href="/reset-password">reset it</a>.'],
  ['[In](/sign-in) or [up](/sign-up)', '<a href="/sign-in">In</a> or <a href="/sign-up">up</a>'],
  ['[out](https://evil.example)', '[out](https://evil.example)'],
  ['[out](//evil.example)', '[out](//evil.example)'],
  ['[x](javascript:alert(1))', '[x](javascript:alert(1))'],
  ['<b>[in](/sign-in)</b>', '&lt;b&gt;<a href="/sign-in">in</a>&lt;/b&gt;'],
])('renders links to paths of this site only: %s', (text, html) => {
  expect(rendered(text)).toBe(html)
})
