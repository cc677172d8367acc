import { describe, expect, test } from 'vitest'
import { Purpose } from '@/lib/db/generated/enums'
import { purposes } from './purposes'

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

describe('the rules of each purpose', () => {
  test('are there for every purpose that the database knows', () => {
    expect(Object.keys(purposes).sort()).toEqual(Object.values(Purpose).sort())
  })

  test('lead on to a path of our own that carries the verification', () => {
    for (const { startPath, nextPath } of Object.values(purposes)) {
      expect(startPath).toMatch(/^\/[a-z-]+$/)
      expect(nextPath(ID)).toMatch(/^\/[a-z-]+\/[0-9a-f-]{36}$/)
      expect(nextPath(ID)).toContain(ID)
    }
  })

  test('use a text of their own, so that nobody takes one code for another', () => {
    const templates = Object.values(purposes).map((rules) => rules.template)
    expect(new Set(templates).size).toBe(templates.length)
  })

  test('make a decoy of a reset for a number without account, and tell nobody how its message fares', () => {
    expect(purposes.PASSWORD_RESET).toMatchObject({ needsAccount: true, tellsDelivery: false })
  })
})
