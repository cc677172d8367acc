import { isCode } from '@/lib/verification/code-text'

/**
 * Reads the code from the SMS by WebOTP, or returns null. Never throws: extensions replace `navigator.credentials`, and
 * their errors must not break the page.
 */
export async function codeFromMessage(signal: AbortSignal): Promise<string | null> {
  try {
    if (!('OTPCredential' in window)) return null
    const options = { otp: { transport: ['sms'] }, signal }
    const credential: unknown = await navigator.credentials.get(options as CredentialRequestOptions)
    const code = (credential as { code?: unknown } | null | undefined)?.code
    return typeof code === 'string' && isCode(code) ? code : null
  } catch {
    return null
  }
}
