'use client'
import { useEffect, useState } from 'react'

const PAUSE_MS = 1000

/** Returns the value once it has stayed the same for a second: a screen reader shouldn't be interrupted by every key. */
export function useAfterPause<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
