import { expect, test } from './support/fixtures'
import { openHandset, openMessages, readCode, textsOn } from './support/handset'
import { freshPhone } from './support/people'
import { askPlainly } from './support/plain-flows'
import { look, submit } from './support/plain-forms'

const NOT_DELIVERED = 'We couldn&#x27;t deliver your code.'
const WHAT_HELPS = 'If you&#x27;ve opted out of our texts, reply START, then resend the code.'

test('after STOP a phone gets no messages and the code page explains why; after START the next message arrives', async ({
  plainBrowser,
}) => {
  const phone = freshPhone()
  const handset = await plainBrowser()
  await askPlainly(await plainBrowser(), phone)
  await readCode({ browser: handset, phone })
  const path = `/handset/${phone}`
  const stop = await submit(handset, path, 'Reply STOP', { text: 'STOP' })
  expect(stop).toMatchObject({ status: 303, location: path })

  const asking = await plainBrowser()
  const codePage = await askPlainly(asking, phone)
  const page = async () => (await look(asking, codePage)).html
  await expect.poll(page, { intervals: [50] }).toContain(NOT_DELIVERED)
  expect(await page()).toContain(WHAT_HELPS)
  expect(await textsOn({ browser: handset, phone })).toHaveLength(1)
  const again = await submit(asking, codePage, 'Resend code', {})
  expect(again, 'nothing was sent, so a resend need not wait').toMatchObject({ status: 303, location: codePage })

  await submit(handset, path, 'Reply START', { text: 'START' })
  await askPlainly(await plainBrowser(), phone)
  await readCode({ browser: handset, phone }, 2)
})

test('a simulated phone accepts only STOP and START, only for its own number and only from its own page', async ({
  plainBrowser,
}) => {
  const [phone, other] = [freshPhone(), freshPhone()]
  const browser = await plainBrowser()
  const offers = async (of: string) => /Reply (STOP|START)/.exec((await look(browser, `/handset/${of}`)).html)?.[1]
  const reply = (fields: Record<string, string>, origin?: string | null) =>
    submit(browser, `/handset/${phone}`, 'Reply STOP', fields, { origin })
  for (const fields of [{ text: 'HELP' }, { text: 'STOP', phone: other }, {}]) await reply(fields as { text: string })
  await reply({ text: 'STOP' }, null)
  await reply({ text: 'STOP' }, 'http://evil.example')
  expect([await offers(phone), await offers(other)]).toEqual(['STOP', 'STOP'])
  await reply({ text: 'STOP' })
  expect([await offers(phone), await offers(other)]).toEqual(['START', 'STOP'])
})

test('the reply buttons of the simulated phone work by keyboard', async ({ page }) => {
  await openHandset(page, freshPhone())
  await openMessages(page)
  const button = (name: string) => page.getByRole('button', { name })
  await button('Reply STOP').focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('This number has opted out.')).toBeVisible()
  await expect(page.getByRole('log')).toContainText('STOP')
  await button('Reply START').focus()
  await page.keyboard.press('Space')
  await expect(button('Reply STOP')).toBeVisible()
  await expect(page.getByRole('log')).toContainText(/STOP.*START/)
  await page.reload()
  await expect(button('Messages')).toBeVisible()
})
