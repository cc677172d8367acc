'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { ForgetQuery } from '@/components/ui/forget-query'
import { Notice } from '@/components/ui/notice'

/** What was done, where the focus goes: the button that was pressed is gone. A key says that something new was done. */
export function ActionNotice({ children }: { children: ReactNode }) {
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => element.current?.focus(), [])
  return (
    <div ref={element} tabIndex={-1} className="outline-none">
      <Notice>{children}</Notice>
      <ForgetQuery />
    </div>
  )
}
