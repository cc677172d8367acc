import fs from 'node:fs'
import { expect, test } from 'vitest'
import { RULE_NAMES, ruleFile } from './acting-rules'

const RULES_IN_DOCUMENTS = fs.readFileSync('ARCHITECTURE.md', 'utf8')

test.each(RULE_NAMES)('%s is a rule of ARCHITECTURE.md, and the file shown for it exists', (rule) => {
  expect(RULES_IN_DOCUMENTS).toContain(`### ${rule} `)
  expect(fs.existsSync(ruleFile(rule)), ruleFile(rule)).toBe(true)
})
