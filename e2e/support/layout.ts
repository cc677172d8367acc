import { expect, type Page } from '@playwright/test'

/** A small phone (equal to 1280 px at 400 % zoom), and a common phone with text at 200 % (WCAG 1.4.4, 1.4.10). */
const NARROW = [
  { width: 320, text: 100 },
  { width: 390, text: 200 },
]

/** Asserts that a page neither scrolls sideways nor clips content, not even the longest option of a list. */
export async function expectNothingClipped(page: Page, what: string) {
  const usual = page.viewportSize() ?? { width: 1280, height: 720 }
  for (const { width, text } of NARROW) {
    await page.setViewportSize({ width, height: 640 })
    await page.evaluate((percent) => document.documentElement.style.setProperty('font-size', `${percent}%`), text)
    expect.soft(await page.evaluate(findClipped), `${what}, ${width} px wide, text at ${text} %`).toEqual([])
  }
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'))
  await page.setViewportSize(usual)
}

/** Runs in the page. Returns all content that extends beyond the window, its container or its control. */
function findClipped(): string[] {
  const found = new Set<string>()
  const { clientWidth, scrollWidth } = document.documentElement
  if (scrollWidth > clientWidth) found.add(`the page scrolls: ${scrollWidth} px`)

  const name = (element: Element) => `${element.tagName.toLowerCase()} "${element.textContent?.trim().slice(0, 60)}"`
  const visit = (element: Element, left: number, right: number) => {
    const style = getComputedStyle(element)
    // Clipped content is for screen readers only, and the skip link is off-screen until it has the focus.
    if (!element.checkVisibility() || style.clipPath !== 'none' || element.matches('.skip-link:not(:focus)')) return
    const box = element.getBoundingClientRect()
    if (box.left < left - 0.5 || box.right > right + 0.5) found.add(`beyond ${left} to ${right} px: ${name(element)}`)
    // The header may truncate a name: the account page shows it in full.
    if (element instanceof SVGElement || (style.textOverflow === 'ellipsis' && element.closest('header'))) return
    if (element.matches('input:not([type=password])') && element.scrollWidth > element.clientWidth)
      found.add(`text of ${element.scrollWidth} px in a field of ${element.clientWidth} px: ${element.id}`)
    if (element instanceof HTMLSelectElement) return visitSelect(element, style)
    const clips = style.overflowX !== 'visible'
    const [from, to] = clips ? [Math.max(left, box.left), Math.min(right, box.right)] : [left, right]
    for (const child of element.childNodes) {
      if (child instanceof Element) visit(child, from, to)
      else if (child instanceof Text && child.data.trim()) visitText(child, element)
    }
  }

  // Text outside the box of its block overlaps its neighbor or leaves the window.
  const visitText = (text: Text, parent: Element) => {
    let block = parent
    while (getComputedStyle(block).display === 'inline' && block.parentElement) block = block.parentElement
    const { left, right } = block.getBoundingClientRect()
    const range = document.createRange()
    range.selectNodeContents(text)
    for (const line of range.getClientRects()) {
      if (line.left < left - 1 || line.right > right + 1) found.add(`text beyond its box: ${name(parent)}`)
    }
  }

  const visitSelect = (select: HTMLSelectElement, style: CSSStyleDeclaration) => {
    const context = document.createElement('canvas').getContext('2d')
    if (!context) throw new Error('text cannot be measured')
    context.font = style.font
    const room = select.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight)
    const parts = (text: string) =>
      style.whiteSpaceCollapse === 'collapse' && style.textWrapMode === 'wrap' ? text.split(' ') : [text]
    const tooWide = [...select.options].filter(({ text }) =>
      parts(text).some((part) => context.measureText(part).width > room),
    )
    if (tooWide.length > 0)
      found.add(`options wider than ${Math.floor(room)} px: ${tooWide.map(({ text }) => text).join(', ')}`)
  }

  visit(document.body, 0, clientWidth)
  return [...found]
}
