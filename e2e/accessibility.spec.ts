import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { deadEndTour, resetTour, signUpTour } from './support/tours'

test.use({ contextOptions: { reducedMotion: 'reduce' }, expectedComplaints: [/404/] })
test.setTimeout(90_000)

async function nothingForAxe(page: Page, what: string) {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
    expect(found, `${what}, ${colorScheme}`).toEqual([])
  }
}

/** Narrow enough for a small phone, and for a wide window at 400 %. */
async function noSidewaysScroll(page: Page, what: string) {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 }
  await page.setViewportSize({ width: 320, height: 640 })
  const wider = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const sticksOut = [...document.querySelectorAll('body *')].find(
      (element) => element.getBoundingClientRect().right > clientWidth && !element.closest('.sr-only'),
    )
    return scrollWidth > clientWidth && (sticksOut?.outerHTML.slice(0, 200) ?? 'something')
  })
  expect(wider, what).toBe(false)
  await page.setViewportSize(usual)
}

for (const { rule, inspect } of [
  { rule: 'axe finds nothing, light and dark,', inspect: nothingForAxe },
  { rule: 'nothing scrolls sideways at 320 px', inspect: noSidewaysScroll },
]) {
  test(`${rule} on the pages of a sign-up`, async ({ page, anotherBrowser }) => {
    await signUpTour(page, await anotherBrowser(), inspect)
  })

  test(`${rule} on the pages of a reset and of signing in`, async ({ page, account, anotherBrowser }) => {
    await resetTour(page, await anotherBrowser(), account, inspect)
  })

  test(`${rule} on the pages where it goes no further`, async ({ page, account, anotherBrowser }) => {
    await deadEndTour(page, await anotherBrowser(), account, inspect)
  })
}
