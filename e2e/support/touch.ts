import { expect, type Page } from '@playwright/test'

/** Minimum height and width of a touch target, in CSS pixels. */
const TARGET = 44
/** iOS zooms into a focused field with smaller text. */
const FIELD_FONT = 16

/** Asserts the size of touch targets, and that no field makes iOS zoom. Links in sentences are exempt (WCAG 2.5.5). */
export async function expectTouchable(page: Page, what: string) {
  const tooSmall = await page.evaluate(findTooSmall, { target: TARGET, font: FIELD_FONT })
  expect.soft(tooSmall, `${what}, targets and fields`).toEqual([])
}

/** Runs in the page. Tests points, since the hit area of a link may exceed its box. */
function findTooSmall({ target, font }: { target: number; font: number }): string[] {
  const display = (element: Element) => getComputedStyle(element).display
  const isShown = (element: Element | null): boolean =>
    !element ||
    (element.checkVisibility() && getComputedStyle(element).clipPath === 'none' && isShown(element.parentElement))
  const isInSentence = (element: Element) => {
    let block = element.parentElement
    while (block && display(block) === 'inline') block = block.parentElement
    return display(element).startsWith('inline') && block?.textContent?.trim() !== element.textContent?.trim()
  }
  const isHit = (element: Element) => {
    element.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = element.getBoundingClientRect()
    const [x, y] = [left + width / 2, top + height / 2]
    const reach = target / 2 - 0.5
    const around = [
      [x, y - reach],
      [x, y + reach],
      [x - reach, y],
      [x + reach, y],
    ] as const
    return around.every((point) => element.contains(document.elementFromPoint(...point)))
  }
  const name = (element: Element) => element.id || element.textContent?.trim()
  const all = 'a[href]:not(.skip-link), button, summary, select, input:not([type=hidden])'
  const controls = [...document.querySelectorAll(all)].filter(isShown)
  const isSmallPrint = (element: Element) => Number.parseFloat(getComputedStyle(element).fontSize) < font
  const missed = controls.filter(
    (element) => !(element.matches('a, button') && isInSentence(element)) && !isHit(element),
  )
  const zooming = controls.filter((element) => element.matches('select, input') && isSmallPrint(element))
  return [
    ...missed.map((element) => `target: ${name(element)}`),
    ...zooming.map((element) => `text size: ${name(element)}`),
  ]
}
