import { cookies } from 'next/headers'
import * as z from 'zod'
import { hashPassword } from '@/lib/accounts/password'
import { browserCookieName, browserCookieOptions, newBrowserToken } from '@/lib/auth/browser-cookie'
import { cookieName, cookieOptions } from '@/lib/auth/cookies'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { deleteStageRows, expireStageVerification, markedPhones, markStagePhones } from '@/lib/db/queries/stage-phones'
import { insertUser, userExists } from '@/lib/db/queries/users'
import { acquire } from '@/lib/guard/limiter'
import { ALL_PEOPLE, type Person } from './people'

const command = z.discriminatedUnion('do', [
  /** Begins anew as a person who has no account, or has one. */
  z.strictObject({
    do: z.literal('begin'),
    phone: z.enum(ALL_PEOPLE.map(({ phone }) => phone)),
    account: z.enum(['none', 'exists']),
  }),
  z.strictObject({ do: z.literal('start-over') }),
  z.strictObject({ do: z.literal('new-browser') }),
  z.strictObject({ do: z.literal('expire'), id: z.uuid() }),
])

export type StageCommand = z.infer<typeof command>

/** Carries out a command of the stage. It may delete rows, so it is refused if any message could reach a real phone. */
export async function controlStage(input: unknown): Promise<'done' | 'invalid' | 'refused'> {
  const { data } = command.safeParse(input)
  if (!data) return 'invalid'
  if (!env().allSimulated) return 'refused'
  if (data.do === 'expire') return (await expireStageVerification(db(), data.id)) ? 'done' : 'invalid'
  if (data.do === 'begin') await begin(data.phone, data.account === 'exists')
  if (data.do === 'start-over') await deleteRowsOf(await markedPhones(db()))
  await forgetBrowser()
  return 'done'
}

/** Deletes what the stage stored for these numbers. */
export const deleteRowsOf = (phones: readonly string[]): Promise<void> =>
  db().$transaction((tx) => deleteStageRows(tx, phones))

async function begin(phone: string, hasAccount: boolean): Promise<void> {
  await deleteRowsOf([phone])
  await markStagePhones(db(), [phone])
  const person = ALL_PEOPLE.find((one) => one.phone === phone)
  if (hasAccount && person && !(await userExists(db(), phone))) await createAccount(person)
}

async function createAccount({ phone, name, passphrase }: Person): Promise<void> {
  const acquired = await acquire([{ policy: 'newPasswords', of: phone }], { isPresenter: true })
  const passwordHash = acquired.allowed ? await hashPassword(acquired.permit, passphrase) : null
  if (passwordHash === null) throw new Error('too many passwords are being hashed')
  await db().$transaction((tx) => insertUser(tx, { phone, name, passwordHash, locale: 'en' }))
}

/** Signs this browser out, and makes it one that the application has never seen. */
async function forgetBrowser(): Promise<void> {
  const jar = await cookies()
  jar.set(cookieName('session'), '', { ...cookieOptions(), maxAge: 0 })
  jar.set(browserCookieName(), newBrowserToken(), browserCookieOptions())
}
