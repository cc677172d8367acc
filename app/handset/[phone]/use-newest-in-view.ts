'use client'
import { type RefObject, useLayoutEffect } from 'react'

const NEAR_END_PX = 32

/**
 * Keeps the end of a scrolling box in view, unless the reader has scrolled up. The style sheet starts the box at its end,
 * also without JavaScript; `data-scripted` then makes it grow downwards, so that new content shifts no other.
 */
export function useNewestInView(ref: RefObject<HTMLElement | null>) {
  useLayoutEffect(() => {
    const box = ref.current
    if (!box) return
    let isAtEnd = true
    let last = 0
    const follow = () => {
      const { scrollTop, scrollHeight, clientHeight } = box
      // Not while the box scrolls down by itself.
      if (scrollTop < last) isAtEnd = false
      if (scrollHeight - clientHeight - scrollTop < NEAR_END_PX) isAtEnd = true
      last = scrollTop
    }
    const showEnd = () => {
      if (isAtEnd) box.scrollTo({ top: box.scrollHeight })
    }
    box.dataset.scripted = ''
    box.scrollTo({ top: box.scrollHeight, behavior: 'instant' })
    box.addEventListener('scroll', follow, { passive: true })
    const resized = new ResizeObserver(showEnd)
    for (const element of [box, ...box.children]) resized.observe(element)
    return () => {
      box.removeEventListener('scroll', follow)
      resized.disconnect()
    }
  }, [ref])
}
