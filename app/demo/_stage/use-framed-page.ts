'use client'
import { type RefObject, useEffect, useState } from 'react'

const POLL_EVERY_MS = 300

/** Returns the path of a same-origin frame's page. Frames report no navigation within a document, so it is polled. */
export function useFramedPage(frame: RefObject<HTMLIFrameElement | null>): string {
  const [path, setPath] = useState('')
  useEffect(() => {
    const look = setInterval(() => setPath(pageOf(frame)?.location.pathname ?? ''), POLL_EVERY_MS)
    return () => clearInterval(look)
  }, [frame])
  return path
}

/** Returns the loaded document of a frame. */
export function pageOf({ current }: RefObject<HTMLIFrameElement | null>): Document | null {
  const page = current?.contentDocument
  return page?.readyState === 'complete' && page.location.protocol !== 'about:' ? page : null
}
