'use client'
import { useEffect, useRef } from 'react'
import { codeFromMessage } from './web-otp'

/** Passes on the code from the message where the browser can read it; withdrawn while a code is being sent. */
export function useWebOtp(wanted: boolean, onCode: (code: string) => void) {
  const take = useRef(onCode)
  useEffect(() => {
    if (!wanted) return
    const abort = new AbortController()
    codeFromMessage(abort.signal).then((code) => code && !abort.signal.aborted && take.current(code))
    return () => abort.abort()
  }, [wanted])
}
