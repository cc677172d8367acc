import type { Page } from '@playwright/test'
import { expectNothingForAxe } from './support/axe'
import { test } from './support/fixtures'
import { expectVisibleInForcedColors } from './support/forced-colors'
import { expectNothingClipped } from './support/layout'
import { expectTouchable } from './support/touch'
import { resetWalkthrough, signUpWalkthrough, terminalStatesWalkthrough } from './support/walkthroughs'

test.use({ contextOptions: { reducedMotion: 'reduce' }, expectedComplaints: [/404/] })
test.setTimeout(120_000)

async function inspect(page: Page, what: string) {
  await expectNothingClipped(page, what)
  await expectTouchable(page, what)
  await expectVisibleInForcedColors(page, what)
  await expectNothingForAxe(page, what)
}

const RULE = 'no axe violations, clipping, small touch targets or content lost in forced colors'

test(`sign-up pages have ${RULE}`, async ({ page, anotherBrowser }) => {
  await signUpWalkthrough(page, await anotherBrowser(), inspect)
})

test(`reset and sign-in pages have ${RULE}`, async ({ page, account, plainBrowser }) => {
  await resetWalkthrough(page, { browser: await plainBrowser(), phone: account.phone }, account, inspect)
})

test(`error pages and terminal states have ${RULE}`, async ({ page, account, plainBrowser }) => {
  await terminalStatesWalkthrough(page, { browser: await plainBrowser(), phone: account.phone }, inspect)
})
