'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** False in the server's HTML, so that what needs JavaScript is not there without it. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
