import type { Page } from '@playwright/test'
import { expect } from './support/fixtures'
import { test } from './support/on-own-database'
import type { Sql } from './support/sql'
import { openStage } from './support/stage'

// Network conditions apply to the whole demo, and tours share the people.
test.describe.configure({ mode: 'default' })
test.setTimeout(90_000)

const ADA = '+12025550134'
const GRACE = '+12025550145'
const LINUS = '+12025550178'
const NORA = '+12025550101'

interface Verified {
  purpose: string
  attempts: number
  isApproved: boolean
  isConsumed: boolean
  isExpired: boolean
  /** Gateway and statuses of each dispatch, in order. */
  dispatches: string[][]
}

/** Returns the verifications of a number, oldest first. */
const verificationsOf = (sql: Sql, phone: string) =>
  sql<Verified>(
    `SELECT v."purpose"::text, v."attempts", v."approvedAt" IS NOT NULL AS "isApproved",
       v."consumedAt" IS NOT NULL AS "isConsumed", v."expiresAt" <= now() AS "isExpired",
       (SELECT json_agg((SELECT json_build_array(m."gateway") FROM (SELECT 1) AS one)::jsonb || (
          SELECT jsonb_agg(e."status" ORDER BY e."id") FROM "MessageEvent" AS e WHERE e."messageId" = m."id") ORDER BY m."createdAt")
        FROM "Message" AS m WHERE m."verificationId" = v."id") AS "dispatches"
     FROM "Verification" AS v WHERE v."phone" = $1 ORDER BY v."createdAt"`,
    [phone],
  )

const usersWith = (sql: Sql, phone: string) =>
  sql<{ name: string }>(`SELECT "name" FROM "User" WHERE "phone" = $1`, [phone])

const ACCEPTED = ['QUEUED', 'SENDING', 'ACCEPTED']
const DELIVERED = [...ACCEPTED, 'DELIVERED']
const OPEN = { purpose: 'SIGN_UP', attempts: 0, isApproved: false, isConsumed: false, isExpired: false }
const APPROVED = { ...OPEN, attempts: 1, isApproved: true }

/** What each tour leaves, by its title. The last receipt may be under way when it ends. */
const TOURS: Record<string, (sql: Sql, page: Page) => Promise<void>> = {
  'A sign-up': async (sql) => {
    const [of] = await verificationsOf(sql, ADA)
    expect(of).toEqual({ ...APPROVED, isConsumed: true, dispatches: [['handset', ...DELIVERED]] })
    expect(await usersWith(sql, ADA)).toEqual([{ name: 'Ada' }])
  },

  'A slow carrier': async (sql) => {
    const [of, ...others] = await verificationsOf(sql, ADA)
    expect(of).toMatchObject(APPROVED)
    expect(of?.dispatches.map((events) => events.slice(0, 4))).toEqual([['handset', ...ACCEPTED]])
    expect(others).toEqual([])
    const [carried] = await sql(
      `SELECT "arrivesAt" - "acceptedAt" > interval '5 seconds' AS "isSlow" FROM "HandsetMessage" WHERE "to" = $1`,
      [ADA],
    )
    expect(carried).toEqual({ isSlow: true })
  },

  'The first gateway is down': async (sql) => {
    const [of] = await verificationsOf(sql, LINUS)
    expect(of).toMatchObject(APPROVED)
    expect(of?.dispatches[0]).toEqual(['handset', 'QUEUED', 'SENDING', 'FAILED'])
    expect(of?.dispatches[1]?.slice(0, 4)).toEqual(['handset-b', ...ACCEPTED])
  },

  'A message that never arrives': async (sql) => {
    const [of] = await verificationsOf(sql, NORA)
    const undelivered = [...ACCEPTED, 'UNDELIVERED']
    expect(of).toEqual({
      ...OPEN,
      dispatches: [
        ['handset', ...undelivered],
        ['handset-b', ...undelivered],
      ],
    })
  },

  'An attacker guesses the code': async (sql) => {
    const [of] = await verificationsOf(sql, GRACE)
    expect(of).toMatchObject({ ...OPEN, attempts: 5 })
  },

  'The code expires': async (sql) => {
    const [of] = await verificationsOf(sql, GRACE)
    expect(of).toMatchObject({ ...OPEN, isExpired: true })
  },

  'The link opened in another browser': async (sql) => {
    const [of] = await verificationsOf(sql, LINUS)
    expect(of).toMatchObject(OPEN)
  },

  'A forgotten password': async (sql) => {
    const [of] = await verificationsOf(sql, ADA)
    expect(of).toMatchObject({ ...APPROVED, purpose: 'PASSWORD_RESET', isConsumed: true })
    const notices = await sql(`SELECT "template" FROM "Message" WHERE "to" = $1 AND "verificationId" IS NULL`, [ADA])
    expect(notices).toEqual([{ template: 'passwordChanged' }])
  },

  'STOP and START': async (sql) => {
    const [first, second] = await verificationsOf(sql, GRACE)
    expect(first).toMatchObject(OPEN)
    expect(second).toMatchObject(OPEN)
    expect(second?.dispatches[0]?.at(-1)).toBe('CANCELED')
    expect(second?.dispatches[1]?.slice(1, 4)).toEqual(ACCEPTED)
    expect(await sql(`SELECT 1 FROM "OptOut" WHERE "phone" = $1`, [GRACE])).toEqual([])
  },

  'An SMS pumping attack': async (sql, page) => {
    const outcome = page.getByRole('region', { name: 'SMS pumping' }).getByRole('status')
    await expect(outcome).toHaveText(/^The attack is over/)
    const [sent = 0] = ((await outcome.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
    // A naive sender would pay for all 2,400 messages.
    expect(sent).toBeLessThanOrEqual(24)
    const [of] = await verificationsOf(sql, GRACE)
    expect(of).toMatchObject(OPEN)
    expect(of?.dispatches[0]?.slice(0, 4)).toEqual(['handset', ...ACCEPTED])
    const attack = await sql(`SELECT 1 FROM "Verification" WHERE "phone" LIKE '+1907555%'`)
    expect(attack).toEqual([])
  },
}

for (const [title, check] of Object.entries(TOURS)) {
  // The page of a code that belongs to another browser is answered with 404.
  const expectedComplaints = title.includes('another browser') ? [/404 \(Not Found\)/] : []

  test.describe(title, () => {
    test.use({ expectedComplaints })

    test(`the tour "${title}" ends well, and its rows are what it has shown`, async ({ page, sql }) => {
      await openStage(page)
      await page.getByLabel('Pace').selectOption('Without pauses')
      await page.getByLabel('Tour', { exact: true }).selectOption(title)
      await page.getByRole('button', { name: 'Play' }).click()
      await expect(page.getByText('End of the tour.')).toBeVisible({ timeout: 60_000 })
      await check(sql, page)
      const changed = await sql(
        `SELECT "gateway" FROM "NetworkCondition" WHERE "delayMs" IS NOT NULL OR "failureRate" > 0`,
      )
      expect(changed, 'network conditions are clear again').toEqual([])
    })
  })
}

test('a tour pauses when the presenter uses the application, and continues on request', async ({ page, sql: _ }) => {
  await openStage(page)
  await page.getByRole('button', { name: 'Play' }).click()
  await expect(page.getByText('Ada enters her number.')).toBeVisible()
  const app = page.frameLocator('iframe[title^="The application"]')
  await app.getByLabel('Phone number').click()
  await expect(page.getByText('You have taken over.')).toBeVisible()
  await page.getByLabel('Pace').selectOption('Without pauses')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('End of the tour.')).toBeVisible({ timeout: 30_000 })
})

test('the arrow keys choose a tour, Space plays it, and Escape stops it', async ({ page, sql: _ }) => {
  await openStage(page)
  const tour = page.getByLabel('Tour', { exact: true })
  await page.keyboard.press('ArrowRight')
  await expect(tour).toHaveValue('slow-carrier')
  await page.keyboard.press('ArrowLeft')
  await expect(tour).toHaveValue('all-well')
  await page.keyboard.press('Space')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible()
})
