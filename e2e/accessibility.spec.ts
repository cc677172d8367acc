import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { expectVisibleInForcedColors } from './support/forced-colors'
import { expectNothingClipped } from './support/layout'
import { expectTouchable } from './support/touch'
import { resetWalkthrough, signUpWalkthrough, terminalStatesWalkthrough } from './support/walkthroughs'

test.use({ contextOptions: { reducedMotion: 'reduce' }, expectedComplaints: [/404/] })
test.setTimeout(120_000)

const SCHEMES = ['light', 'dark'] as const

/** Runs axe in both color schemes; in dark mode only the contrast rule, since only colors differ. */
async function nothingForAxe(page: Page, what: string) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    // Legacy mode: no page has frames, and frame support would open an extra page for each run.
    const axe = new AxeBuilder({ page }).setLegacyMode()
    const { violations, passes } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
    expect(found, `${what}, ${colorScheme}`).toEqual([])
    expect(
      passes.map(({ id }) => id),
      `${what}, ${colorScheme}`,
    ).toContain('color-contrast')
  }
}

async function inspect(page: Page, what: string) {
  await expectNothingClipped(page, what)
  await expectTouchable(page, what)
  await expectVisibleInForcedColors(page, what)
  await nothingForAxe(page, what)
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
