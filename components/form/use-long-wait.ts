'use client'
import { useEffect, useState } from 'react'

const LONG_WAIT_MS = 3000

export function useLongWait(pending: boolean): boolean {
  const [long, setLong] = useState(false)
  useEffect(() => {
    if (!pending) return
    const timer = setTimeout(() => setLong(true), LONG_WAIT_MS)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [pending])
  return long
}
