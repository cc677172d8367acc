'use client'
import { useState } from 'react'

/** Returns a value that was just chosen instead of the stored one, until the stored one changes, and a function to choose. */
export function useHeld<T extends boolean | number | string>(stored: T): [T, (chosen: T) => void] {
  const [held, setHeld] = useState({ chosen: stored, over: stored })
  // Otherwise the choice would be shown again once the stored value returns.
  if (held.over !== stored) setHeld({ chosen: stored, over: stored })
  return [held.over === stored ? held.chosen : stored, (chosen) => setHeld({ chosen, over: stored })]
}
