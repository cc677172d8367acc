'use client'
import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** After a client-side navigation, moves the focus to the page's main control, otherwise to its heading. */
export function ArrivalFocus() {
  const pathname = usePathname()
  const last = useRef(pathname)
  useEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    const target =
      document.querySelector<HTMLElement>('main [data-arrival]') ?? document.querySelector<HTMLElement>('h1')
    target?.focus({ preventScroll: true })
  }, [pathname])
  return null
}
