import { expect, type Page } from '@playwright/test'

/** Asserts that buttons have an edge and shapes stay visible when the user's palette replaces our colors. */
export async function expectVisibleInForcedColors(page: Page, what: string) {
  await page.emulateMedia({ forcedColors: 'active' })
  expect.soft(await page.evaluate(findInvisible), `${what}, in forced colors`).toEqual([])
  await page.emulateMedia({ forcedColors: 'none' })
}

/** Runs in the page. Forced colors replace backgrounds, so that a shape without a system color disappears. */
function findInvisible(): string[] {
  if (!matchMedia('(forced-colors: active)').matches) return ['forced colors are off']
  const canvas = getComputedStyle(document.body).backgroundColor
  const isSeen = (color: string) => color !== canvas && !/^rgba\(.*, 0\)$|^transparent$/.test(color)
  const found: string[] = []

  for (const button of document.querySelectorAll('button[type=submit], main a:not(.text-link)')) {
    const { borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(button)
    const hasEdge = Number.parseFloat(borderTopWidth) >= 1 && borderTopStyle === 'solid' && isSeen(borderTopColor)
    if (!hasEdge) found.push(`button without an edge: ${button.textContent}`)
  }

  const DRAWN: [selector: string, pseudo?: string][] = [
    ['.journey li:first-child', '::after'],
    ['.journey li[data-state=done]', '::before'],
    ['.journey [data-state=done] > .journey-stop'],
    ['.journey [data-state=current] > .journey-stop'],
    ['.journey-end', '::before'],
    ['.code-marks i'],
    ['.handset', '::before'],
    ['.handset-lamp'],
  ]
  for (const [selector, pseudo] of DRAWN) {
    for (const element of document.querySelectorAll(selector)) {
      const { backgroundColor, backgroundImage, content } = getComputedStyle(element, pseudo)
      const isDrawn = !pseudo || content !== 'none'
      if (isDrawn && backgroundImage === 'none' && !isSeen(backgroundColor)) found.push(`${selector}${pseudo ?? ''}`)
    }
  }
  return found
}
