import { hasAccount } from '@/lib/accounts/sign-up'
import { browserHash } from '@/lib/auth/browser'
import { readClient } from '@/lib/auth/request'
import { currentUser } from '@/lib/auth/session'
import type { Purpose } from '@/lib/db/generated/enums'
import { codePageState, phoneOf, proofState } from '@/lib/verification/code-page'
import type { CodePage } from '@/lib/verification/code-page-state'
import { verificationId } from '@/lib/verification/input'
import { liveCodePage } from '@/lib/verification/live-code-page'
import { asTyped, formatPhone } from '@/lib/verification/phone'
import { purposes } from '@/lib/verification/purposes'

export type ProofPage =
  | { kind: 'ready'; phone: string; formattedPhone: string; taken: boolean }
  /** The number of the signed-in user. */
  | { kind: 'own' }
  | { kind: 'gone'; startPath: string }

const isId = (text: string) => verificationId.safeParse(text).success

/** Returns the code page of this browser's verification, or null if it has no such verification (R5). */
export async function codePage(id: string): Promise<CodePage | 'no-cookies' | null> {
  if (!(await browserHash())) return 'no-cookies'
  return isId(id) ? codePageState(id, await readClient()) : null
}

/** Like `codePage`, for the event stream. */
export async function ownLiveCodePage(id: string): Promise<ReturnType<typeof liveCodePage> | null> {
  const browser = await browserHash()
  if (!browser || !isId(id) || (await phoneOf(id, browser)) === null) return null
  return liveCodePage(id, await readClient())
}

export interface TypedNumber {
  country: string
  phone: string
}

/** Returns the number to prefill a form with, since URLs must not contain numbers. */
export async function typedNumber(id: string | undefined): Promise<TypedNumber | null> {
  const browser = await browserHash()
  if (!browser || !id || !isId(id)) return null
  const phone = await phoneOf(id, browser)
  return phone === null ? null : asTyped(phone)
}

/** Returns the number whose password this browser has reset, or null. */
export async function resetNumber(id: string | undefined): Promise<TypedNumber | null> {
  const browser = await browserHash()
  if (!browser || !id || !isId(id)) return null
  const proof = await proofState(id, browser, 'PASSWORD_RESET')
  return proof?.kind === 'used' ? asTyped(proof.phone) : null
}

/** Returns the state of the page after the code. `taken` is only revealed to a user with a proof (R9). */
export async function proofPage(id: string, purpose: Purpose): Promise<ProofPage | 'no-cookies' | null> {
  const browser = await browserHash()
  if (!browser) return 'no-cookies'
  const proof = isId(id) ? await proofState(id, browser, purpose) : null
  if (!proof) return null
  const { startPath } = purposes[purpose]
  if (proof.kind === 'gone') return { kind: 'gone', startPath }
  const { phone } = proof
  const isOwn = (await currentUser())?.phone === phone
  if (proof.kind === 'used') return isOwn ? { kind: 'own' } : { kind: 'gone', startPath }
  const taken = await hasAccount(phone)
  if (isOwn && purpose === 'SIGN_UP') return { kind: 'own' }
  return { kind: 'ready', phone, formattedPhone: formatPhone(phone), taken }
}
