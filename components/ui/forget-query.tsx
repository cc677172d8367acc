'use client'
import { useEffect } from 'react'

/** Removes the query from the URL, so that a reload or a bookmark does not repeat a one-time message. */
export function ForgetQuery() {
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), [])
  return null
}
