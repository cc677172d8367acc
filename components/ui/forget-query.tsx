'use client'
import { useEffect } from 'react'

/** Takes the query off the URL once what it asked for is shown, so that a reload or a bookmark doesn't show it again. */
export function ForgetQuery() {
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), [])
  return null
}
