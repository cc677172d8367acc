'use client'
import type { ReactNode } from 'react'

interface Props {
  href: string
  className: string
  onOpen: () => void
  children: ReactNode
}

/** A link to a screen of the phone: opens it in place, and as a page of its own without JavaScript or in a new tab. */
export function ScreenLink({ href, className, onOpen, children }: Props) {
  return (
    <a
      href={href}
      className={className}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        onOpen()
      }}
    >
      {children}
    </a>
  )
}
