'use client'
import { type ReactNode, useEffect, useRef } from 'react'
import { ForgetQuery } from '@/components/ui/forget-query'
import { Notice } from '@/components/ui/notice'

/** Confirms an action and takes the focus, because the pressed button is gone. A new `key` announces a new action. */
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
