'use client'
import { useEffect, useRef } from 'react'
import { codeFromMessage } from './web-otp'

/** Passes the code from the SMS to `onCode` if the browser supports WebOTP. Aborts once it is not `wanted`. */
export function useWebOtp(wanted: boolean, onCode: (code: string) => void) {
  const take = useRef(onCode)
  useEffect(() => {
    if (!wanted) return
    const abort = new AbortController()
    codeFromMessage(abort.signal).then((code) => code && !abort.signal.aborted && take.current(code))
    return () => abort.abort()
  }, [wanted])
}
