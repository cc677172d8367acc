'use client'
import { useEffect, useState } from 'react'

const PAUSE_MS = 1000

/** Debounces a value by a second, so that screen readers are not interrupted at every key. */
export function useAfterPause<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
