import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { numbersInARow } from '@/lib/testing/guard'
import { freshPhone } from '@/lib/testing/verifications'
import { behaviorFor } from './carrier-behaviors'
import { TEST_NUMBER } from './test-number'

const ARRIVES = { arrives: true, receipt: 'DELIVRD' }

describe('numbers for trying the demo', () => {
  test('delivers to the test number', () => {
    expect(behaviorFor(TEST_NUMBER.phone)).toEqual(ARRIVES)
  })

  test.each(['README.md', '.env.example', 'scripts/serve/welcome.ts'])('delivers to the numbers in %s', (file) => {
    const text = fs.readFileSync(file, 'utf8')
    const numbers = [...text.matchAll(/\+1[ ]?\(?(\d{3})\)?[ -]?(555)[ -]?(\d{4})/g)].map(
      ([, area, exchange, line]) => `+1${area}${exchange}${line}`,
    )
    for (const number of numbers) expect({ number, ...behaviorFor(number) }).toEqual({ number, ...ARRIVES })
  })
})

test('generates only test numbers to which the simulated carrier delivers', () => {
  for (let n = 0; n < 2000; n++) expect(freshPhone()).not.toMatch(/^\+1\d{3}555/)
  for (const number of numbersInARow(500)) expect(behaviorFor(number)).toEqual(ARRIVES)
})
