import type { Page } from '@playwright/test'
import { expect, test } from './support/fixtures'
import { messagesOn, openHandset, openMessages, readCode, seeCode } from './support/handset'
import { freshPhone, nationally } from './support/people'
import { askPlainly } from './support/plain-flows'

const lockButton = (page: Page) => page.getByRole('button', { name: 'Lock' })
const thread = (page: Page) => page.getByRole('log', { name: 'Messages' })

/** Returns how far the thread is from its end, in CSS pixels. */
const belowView = (page: Page) =>
  thread(page).evaluate(({ scrollHeight, clientHeight, scrollTop }) => scrollHeight - clientHeight - scrollTop)

test('a message arrives on the lock screen as a notification, which opens its thread and moves the focus there', async ({
  page,
  plainBrowser,
}) => {
  const phone = freshPhone()
  await openHandset(page, phone)
  await expect(page.getByText('No messages yet')).toBeVisible()
  await askPlainly(await plainBrowser(), phone)
  const code = await seeCode(page)
  await expect(page.getByRole('button', { name: 'Messages 1 unread' })).toBeVisible()
  await page.getByRole('button', { name: 'Open the message from Latchkey' }).click()
  await expect(page.getByRole('heading', { name: nationally(phone) })).toBeFocused()
  await expect(thread(page)).toContainText(`@localhost #${code}`)
  await lockButton(page).click()
  await expect(messagesOn(page)).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Messages', exact: true })).toBeVisible()
})

test.describe('copying', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test('the code of a message is copied from the lock screen and from the thread, which is announced', async ({
    page,
    plainBrowser,
  }) => {
    const phone = freshPhone()
    await openHandset(page, phone)
    await askPlainly(await plainBrowser(), phone)
    const code = await seeCode(page)
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    for (const open of [async () => {}, () => openMessages(page)]) {
      await open()
      await page.evaluate(() => navigator.clipboard.writeText(''))
      const status = messagesOn(page).getByRole('status')
      await expect(status).toBeEmpty()
      await page.getByRole('button', { name: `Copy ${code}` }).press('Enter')
      await expect(status).toHaveText('Copied')
      expect(await copied()).toBe(code)
    }
  })
})

test('a thread shows its oldest message first and keeps the newest in view, without a layout shift', async ({
  page,
  plainBrowser,
}) => {
  const phone = freshPhone()
  await page.setViewportSize({ width: 1280, height: 720 })
  await openHandset(page, phone)
  await openMessages(page)
  await page.evaluate(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift' })
  })
  for (const count of [1, 2, 3]) {
    await askPlainly(await plainBrowser(), phone)
    await expect(messagesOn(page)).toHaveCount(count)
  }
  const times = await page
    .locator('article time')
    .evaluateAll((all) => all.map((one) => (one as HTMLTimeElement).dateTime))
  expect(times).toEqual(times.toSorted())
  await expect.poll(() => belowView(page)).toBeLessThan(1)
  expect(await thread(page).evaluate((box) => box.scrollTop), 'it scrolls inside the phone').toBeGreaterThan(0)
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(720)
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)
  expect(shifts.reduce((sum, one) => sum + one, 0)).toBeLessThan(0.001)

  await thread(page).evaluate((box) => box.scrollTo({ top: 0, behavior: 'instant' }))
  await askPlainly(await plainBrowser(), phone)
  await expect(messagesOn(page)).toHaveCount(4)
  expect(await belowView(page), 'a reader who has scrolled up stays there').toBeGreaterThan(100)
  await page.reload()
  await expect(messagesOn(page).last()).toBeInViewport()
})

test.describe('a lost network', () => {
  test.use({ expectedComplaints: [/ERR_INTERNET_DISCONNECTED/] })

  test('the phone shows that the network is gone, and connects again as soon as it is back', async ({
    page,
    plainBrowser,
  }) => {
    const phone = freshPhone()
    await openHandset(page, phone)
    await expect(page.getByText('Connected')).toBeVisible()
    await page.context().setOffline(true)
    await expect(page.getByText('Connection lost. Reconnecting.')).toBeVisible()
    await askPlainly(await plainBrowser(), phone)
    await page.context().setOffline(false)
    await expect(page.getByText('Connected')).toBeVisible()
    await seeCode(page)
  })
})

test("the phone's clock and the times of its messages are the viewer's, and the clock keeps running", async ({
  anotherBrowser,
  plainBrowser,
}) => {
  const phone = freshPhone()
  await askPlainly(await plainBrowser(), phone)
  await readCode({ browser: await plainBrowser(), phone })
  const page = await anotherBrowser({ timezoneId: 'Asia/Kolkata' })
  await page.clock.install({ time: new Date('2031-05-05T06:29:30Z') })
  await openHandset(page, phone)
  await expect(page.getByText('11:59', { exact: true })).toBeVisible()
  await page.clock.runFor(31_000)
  await expect(page.getByText('12:00', { exact: true })).toBeVisible()
  await lockButton(page).click()
  await expect(page.getByText('Monday, May 5')).toBeVisible()
})

test('sound is off until it is switched on', async ({ page }) => {
  await openHandset(page, freshPhone())
  const sound = page.getByRole('button', { name: 'Sound' })
  await expect(sound).toHaveAttribute('aria-pressed', 'false')
  await sound.press('Space')
  await expect(sound).toHaveAttribute('aria-pressed', 'true')
})

test('the list shows phones with messages, newest first, and opens them', async ({ page, plainBrowser }) => {
  const phones = [freshPhone(), freshPhone()]
  for (const phone of phones) {
    await askPlainly(await plainBrowser(), phone)
    await readCode({ browser: await plainBrowser(), phone })
  }
  await page.goto('/handset')
  const rows = page.getByRole('list', { name: 'Phones with messages' }).getByRole('link')
  const texts = await rows.allTextContents()
  const positions = phones.map((phone) => texts.findIndex((text) => text.startsWith(nationally(phone))))
  expect(Math.min(...positions)).toBeGreaterThanOrEqual(0)
  expect(positions[1]).toBeLessThan(positions[0] ?? -1)
  await expect(rows.first()).toContainText('From Latchkey')
  await rows.filter({ hasText: nationally(phones[0] ?? '') }).click()
  await expect(page).toHaveURL(`/handset/${phones[0]}`)
})

test('on a phone the simulated phone fills the screen, and on a desktop it stands in the page', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openHandset(page, freshPhone())
  const box = () => page.getByRole('region').boundingBox()
  expect(await box()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(844)
  await expect(page.getByRole('banner')).toBeHidden()
  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(page.getByRole('banner')).toBeVisible()
  const framed = await box()
  expect((framed?.y ?? 0) + (framed?.height ?? 0)).toBeLessThan(720)
})

test.describe('reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } })

  test('nothing moves for users who prefer reduced motion', async ({ page, plainBrowser }) => {
    const phone = freshPhone()
    await openHandset(page, phone)
    await askPlainly(await plainBrowser(), phone)
    await seeCode(page)
    await openMessages(page)
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    expect(await thread(page).evaluate((box) => getComputedStyle(box).scrollBehavior)).toBe('auto')
  })
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('without JavaScript a phone shows its newest message, and nothing that needs scripts', async ({
    page,
    plainBrowser,
  }) => {
    const phone = freshPhone()
    await page.setViewportSize({ width: 390, height: 560 })
    await openHandset(page, phone)
    await expect(page.getByText('Messages to this number appear on this page when you reload it.')).toBeVisible()
    await expect(page.getByRole('button')).toHaveText(['Reply STOP'])
    for (const count of [1, 2, 3, 4]) {
      await askPlainly(await plainBrowser(), phone)
      await readCode({ browser: await plainBrowser(), phone }, count)
    }
    await page.getByRole('link', { name: 'Check for new messages' }).click()
    await expect(messagesOn(page)).toHaveCount(4)
    await expect(messagesOn(page).last()).toBeInViewport({ ratio: 1 })
    await expect(messagesOn(page).first()).not.toBeInViewport()
    await expect(page.getByRole('button')).toHaveText(['Reply STOP'])
  })
})
