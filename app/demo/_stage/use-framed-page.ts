'use client'
import { type RefObject, useEffect, useState } from 'react'
import { inputOf } from './framed-app'

const POLL_EVERY_MS = 300

/** Returns the path of a same-origin frame's page, and of which verification it asks for the code; both may be empty. */
export function useFramedPage(frame: RefObject<HTMLIFrameElement | null>): { path: string; asksFor: string } {
  const [path, setPath] = useState('')
  const [asksFor, setAsksFor] = useState('')
  // Frames report no navigation within a document, so it is polled.
  useEffect(() => {
    const look = setInterval(() => {
      const page = pageOf(frame)
      const current = page?.location.pathname ?? ''
      setPath(current)
      setAsksFor(page && inputOf(page, 'code') ? (/^\/verify\/([^/]+)$/.exec(current)?.[1] ?? '') : '')
    }, POLL_EVERY_MS)
    return () => clearInterval(look)
  }, [frame])
  return { path, asksFor }
}

/** Returns the loaded document of a frame. */
export function pageOf({ current }: RefObject<HTMLIFrameElement | null>): Document | null {
  const page = current?.contentDocument
  return page?.readyState === 'complete' && page.location.protocol !== 'about:' ? page : null
}
