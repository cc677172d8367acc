import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { deadEndTour, resetTour, signUpTour } from './support/tours'

test.use({ contextOptions: { reducedMotion: 'reduce' }, expectedComplaints: [/404/] })
test.setTimeout(120_000)

async function nothingForAxe(page: Page, what: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
    expect(found, `${what}, ${colorScheme}`).toEqual([])
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

test(`${RULE}, on the pages of a reset and of signing in`, async ({ page, account, anotherBrowser }) => {
  await resetTour(page, await anotherBrowser(), account, inspect)
})

test(`${RULE}, on the pages where it goes no further`, async ({ page, account, anotherBrowser }) => {
  await deadEndTour(page, await anotherBrowser(), account, inspect)
})
