import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const SCHEMES = ['light', 'dark'] as const

/** Pages in frames are tested on their own. Legacy mode: the default opens another page per analysis to support frames. */
export const axeOn = (page: Page) => new AxeBuilder({ page }).setLegacyMode().exclude('iframe')

/** Only colors differ between light and dark, so dark mode runs only the contrast rule. */
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
