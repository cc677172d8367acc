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

const RULE = 'axe finds nothing, nothing is clipped, out of reach of a finger or lost in forced colors'

test(`${RULE}, on the pages of a sign-up`, async ({ page, anotherBrowser }) => {
  await signUpWalkthrough(page, await anotherBrowser(), inspect)
})

test(`${RULE}, on the pages of a reset and of signing in`, async ({ page, account, plainBrowser }) => {
  await resetWalkthrough(page, { browser: await plainBrowser(), phone: account.phone }, account, inspect)
})

test(`${RULE}, on the pages where it goes no further`, async ({ page, account, plainBrowser }) => {
  await terminalStatesWalkthrough(page, { browser: await plainBrowser(), phone: account.phone }, inspect)
})
