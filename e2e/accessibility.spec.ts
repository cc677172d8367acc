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

/** Colours alone differ between light and dark: in the dark they are looked at again, and nothing else. */
async function nothingForAxe(page: Page, what: string) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    // There are no frames, for which alone each look would open a page of its own.
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
