import { expect, type Page } from '@playwright/test'
import { differences, rowsOf } from '@/scripts/testing/stage-rows.mjs'
import type { Sql } from './sql'

const LAST_DIGITS = 4

export async function openStage(page: Page) {
  await page.goto('/demo')
  // Buttons are hidden until they work.
  await expect(page.getByRole('button', { name: 'Full screen' })).toBeVisible()
}

/** Chooses a preset by its title, and waits until it is in effect. */
export async function chooseNetwork(page: Page, title: string) {
  const stored = page.waitForResponse('**/demo/network')
  await page.getByLabel('Network').selectOption(title)
  expect((await stored).ok()).toBe(true)
}

/** Shows the path of the newest verification of a number. */
export async function showPath(page: Page, phone: string) {
  const shown = page.getByRole('group', { name: 'Shown verification' })
  const choice = shown.getByRole('button', { name: phone.slice(-LAST_DIGITS) }).first()
  await choice.click()
  await expect(choice).toHaveAttribute('aria-pressed', 'true')
}

/** Waits until the shown path has these states, and the times of the rows. */
export async function expectPathOf(page: Page, sql: Sql, phone: string, states: string[]) {
  const stations = page.getByRole('list', { name: 'The path of the code' }).getByRole('listitem')
  const compare = async () => differences(await stations.allTextContents(), states, await rowsOf(sql, phone))
  await expect.poll(compare, { intervals: [100] }).toEqual([])
}

/** Lets the messages that a carrier holds for a number arrive `secondsAgo`, instead of waiting for them. */
export const letArrive = (sql: Sql, phone: string, secondsAgo = 0) =>
  sql(`UPDATE "HandsetMessage" SET "arrivesAt" = now() - make_interval(secs => $2) WHERE "to" = $1`, [
    phone,
    secondsAgo,
  ])
