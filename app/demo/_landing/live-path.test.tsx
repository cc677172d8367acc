import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { STATIONS } from '@/lib/demo/code-path'
import messages from '@/lib/i18n/messages/demo.en.json'
import { LivePath } from './live-path'
import type { LivePathTexts } from './texts'

const path = { stations: STATIONS.map((name) => ({ name, title: name, what: '' })), states: messages.stage.states }
const texts = { ...messages.landing.live, path } as unknown as LivePathTexts

const plain = (html: string) => html.replace(/<[^>]+>/g, '')

test('a demo without codes says so, and links to the stage, with every station ahead', () => {
  const html = renderToStaticMarkup(<LivePath initial={{ paths: [] }} texts={texts} />)
  expect(plain(html)).toContain('No code yet.')
  expect(plain(html)).toMatch(/Start one on the stage$/)
  expect(html).toContain('href="/demo"')
  expect(html.match(/data-state="ahead"/g)).toHaveLength(STATIONS.length)
})
