import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const SCHEMES = ['light', 'dark'] as const

/** There are no frames, for which alone each look would open a page of its own. */
export const axeOn = (page: Page) => new AxeBuilder({ page }).setLegacyMode()

/** Colours alone differ between light and dark: in the dark they are looked at again, and nothing else. */
export async function expectNothingForAxe(page: Page, what: string) {
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme })
    const axe = axeOn(page)
    const { violations, passes } = await (colorScheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)
    expect(found, `${what}, ${colorScheme}`).toEqual([])
    expect(
      passes.map(({ id }) => id),
      `${what}, ${colorScheme}`,
    ).toContain('color-contrast')
  }
}
