import { expect } from './support/fixtures'
import { test } from './support/on-own-database'
import { countOf } from './support/sql'
import { chooseNetwork, openStage } from './support/stage'

// Conditions apply to the whole demo.
test.describe.configure({ mode: 'default' })

const GRACE = '+12025550145'
const conditionOf = async (sql: Parameters<typeof countOf>[0], gateway: string) =>
  (await sql(`SELECT "loss", "slowMotion" FROM "NetworkCondition" WHERE "gateway" = $1`, [gateway]))[0]

test('a slider changes its own gateway, slow motion changes both, and "Back to clear" undoes them', async ({
  page,
  sql,
}) => {
  await openStage(page)
  await chooseNetwork(page, 'Clear')
  await page.getByText('Adjust').click()
  const second = page.getByRole('group', { name: 'Second gateway' })
  const lost = second.getByLabel('Messages lost')
  await lost.focus()
  await lost.press('ArrowRight')
  await expect(second.getByText('5%')).toBeVisible()
  await expect(page.getByLabel('Network')).toHaveValue('')
  await page.getByLabel('Slow motion').check()
  await expect.poll(() => conditionOf(sql, 'handset')).toEqual({ loss: 0, slowMotion: true })
  expect(await conditionOf(sql, 'handset-b')).toEqual({ loss: 0.05, slowMotion: true })
  await page.getByRole('button', { name: 'Back to clear' }).click()
  await expect(page.getByLabel('Network')).toHaveValue('clear')
  await expect(page.getByLabel('Slow motion')).not.toBeChecked()
  await expect(lost).toHaveValue('0')
  expect(await conditionOf(sql, 'handset-b')).toEqual({ loss: 0, slowMotion: false })
})

test('"Start over" deletes what the stage has stored, and the application shows its start page', async ({
  page,
  sql,
}) => {
  await openStage(page)
  await page.getByRole('button', { name: 'Sign up as Grace' }).click()
  const app = page.frameLocator('iframe[title^="The application"]')
  await page.getByRole('button', { name: /^From Messages/ }).click()
  await app.getByRole('button', { name: 'Create account' }).click()
  await expect(app.getByRole('heading', { name: /Grace/ })).toBeVisible()
  expect(await countOf(sql, `"User" WHERE "phone" = $1`, [GRACE])).toBe(1)
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(app.getByRole('link', { name: 'Sign in', exact: true }).first()).toBeVisible()
  await expect(app.getByLabel('Phone number')).toBeVisible()
  for (const table of [`"User" WHERE "phone"`, `"Verification" WHERE "phone"`, `"HandsetMessage" WHERE "to"`])
    expect(await countOf(sql, `${table} = $1`, [GRACE])).toBe(0)
})

test('the page of a code says that it has expired when its verification is deleted', async ({ page, sql }) => {
  await openStage(page)
  await page.getByRole('button', { name: 'Sign up as Grace' }).click()
  const app = page.frameLocator('iframe[title^="The application"]')
  await expect(app.getByRole('heading', { name: 'Enter the code' })).toBeVisible()
  await sql(`DELETE FROM "Verification" WHERE "phone" = $1`, [GRACE])
  await expect(app.getByRole('heading', { name: 'This code has expired' })).toBeVisible()
})
