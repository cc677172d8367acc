import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { deadEndTour, resetTour, signUpTour } from './support/tours'

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

/** Narrow enough for a small phone, and for a wide window at 400 %: nothing to scroll to, and nothing cut off. */
async function noSidewaysScroll(page: Page, what: string) {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 }
  await page.setViewportSize({ width: 320, height: 640 })
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const told = [...document.querySelectorAll('a, button, input, select, p, h1, h2, dd')]
    const cutOff = told.filter(
      (element) => element.getBoundingClientRect().right > clientWidth && !element.closest('.sr-only'),
    )
    return [...(scrollWidth > clientWidth ? ['the page'] : []), ...cutOff.map((element) => element.outerHTML)]
  })
  expect(tooWide, what).toEqual([])
  await page.setViewportSize(usual)
}

async function inspect(page: Page, what: string) {
  await noSidewaysScroll(page, what)
  await nothingForAxe(page, what)
}

const RULE = 'axe finds nothing, light and dark, and nothing scrolls sideways at 320 px'

test(`${RULE}, on the pages of a sign-up`, async ({ page, anotherBrowser }) => {
  await signUpTour(page, await anotherBrowser(), inspect)
})

test(`${RULE}, on the pages of a reset and of signing in`, async ({ page, account, plainBrowser }) => {
  await resetTour(page, { browser: await plainBrowser(), phone: account.phone }, account, inspect)
})

test(`${RULE}, on the pages where it goes no further`, async ({ page, account, plainBrowser }) => {
  await deadEndTour(page, { browser: await plainBrowser(), phone: account.phone }, inspect)
})
