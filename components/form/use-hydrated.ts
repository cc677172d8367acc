'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False in the server's HTML, to hide controls that need JavaScript. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
