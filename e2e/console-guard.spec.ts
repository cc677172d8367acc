import { expect, test } from '@playwright/test'
import { collectComplaints } from './support/console-guard'

test('the console guard records errors, warnings and uncaught exceptions, and ignores log messages', async ({
  page,
  context,
}) => {
  const complaints: string[] = []
  collectComplaints(context, complaints)
  await page.evaluate(() => {
    console.log('plain words')
    console.warn('a warning')
    console.error('an error')
    setTimeout(() => {
      throw new Error('thrown')
    })
  })
  await expect.poll(() => complaints.length).toBe(3)
  expect(complaints.join()).toMatch(/warning: a warning .*error: an error .*page error: Error: thrown/s)
})
