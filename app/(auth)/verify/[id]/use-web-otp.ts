'use client'
import { useEffect, useRef } from 'react'

/** Takes the code from the message where the browser offers that (WebOTP); withdrawn while a code is being sent. */
export function useWebOtp(wanted: boolean, onCode: (code: string) => void) {
  const take = useRef(onCode)
  useEffect(() => {
    if (!wanted || !('OTPCredential' in window)) return
    const abort = new AbortController()
    const options = { otp: { transport: ['sms'] }, signal: abort.signal }
    navigator.credentials
      .get(options as CredentialRequestOptions)
      .then((credential) => credential && 'code' in credential && take.current(String(credential.code)))
      .catch(() => undefined)
    return () => abort.abort()
  }, [wanted])
}
