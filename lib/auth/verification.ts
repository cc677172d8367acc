import { hasAccount } from '@/lib/accounts/sign-up'
import type { Purpose } from '@/lib/db/generated/enums'
import { maskPhone } from '@/lib/mask-phone'
import { verificationId } from '@/lib/verification/input'
import type { CodePage } from '@/lib/verification/page-state'
import { asTyped } from '@/lib/verification/phone'
import { purposes } from '@/lib/verification/purposes'
import { codePageState, phoneOf, proofState } from '@/lib/verification/state'
import { browserHash } from './browser'
import { client } from './request'

export type ProofPage =
  | { kind: 'ready'; maskedPhone: string; phone: string; taken: boolean }
  | { kind: 'gone'; startPath: string }

const isId = (text: string) => verificationId.safeParse(text).success

/**
 * How to look at a verification as this browser may, again and again: for a page and for the stream that keeps it current.
 * Null when there is no such page for it.
 */
export async function codePageLook(id: string): Promise<(() => Promise<CodePage | null>) | 'no-cookies' | null> {
  const browser = await browserHash()
  if (!browser) return 'no-cookies'
  if (!isId(id)) return null
  const viewer = { browserHash: browser, ...(await client()) }
  return () => codePageState(id, viewer)
}

/** What the code page shows this browser; null when there is no such page for it. */
export async function codePage(id: string): Promise<CodePage | 'no-cookies' | null> {
  const look = await codePageLook(id)
  return typeof look === 'function' ? look() : look
}

/** The number that this browser typed and now wants to correct. */
export async function wrongNumber(id: string | undefined): Promise<{ country: string; phone: string } | null> {
  const browser = await browserHash()
  if (!browser || !id || !isId(id)) return null
  const phone = await phoneOf(id, browser)
  return phone === null ? null : asTyped(phone)
}

/** What the page after the code shows this browser. That a number has an account is told to its proven holder alone. */
export async function proofPage(id: string, purpose: Purpose): Promise<ProofPage | 'no-cookies' | null> {
  const browser = await browserHash()
  if (!browser) return 'no-cookies'
  const proof = isId(id) ? await proofState(id, browser, purpose) : null
  if (!proof) return null
  if (proof.kind === 'gone') return { kind: 'gone', startPath: purposes[purpose].startPath }
  return {
    kind: 'ready',
    phone: proof.phone,
    maskedPhone: maskPhone(proof.phone),
    taken: await hasAccount(proof.phone),
  }
}
