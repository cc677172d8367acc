import { describe, expect, test } from 'vitest'
import { Purpose } from '@/lib/db/generated/enums'
import { purposes } from './purposes'

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'

describe('purpose rules', () => {
  test('defines rules for every purpose in the database', () => {
    expect(Object.keys(purposes).sort()).toEqual(Object.values(Purpose).sort())
  })

  test('leads to a path of our own with the verification id', () => {
    for (const { startPath, nextPath } of Object.values(purposes)) {
      expect(startPath).toMatch(/^\/[a-z-]+$/)
      expect(nextPath(ID)).toMatch(/^\/[a-z-]+\/[0-9a-f-]{36}$/)
      expect(nextPath(ID)).toContain(ID)
    }
  })

  test('uses a different SMS text for each purpose, so that codes cannot be confused', () => {
    const templates = Object.values(purposes).map((rules) => rules.template)
    expect(new Set(templates).size).toBe(templates.length)
  })

  test('creates decoys for resets without an account, and never reports their delivery (R9)', () => {
    expect(purposes.PASSWORD_RESET).toMatchObject({ needsAccount: true, reportsDelivery: false })
  })
})
