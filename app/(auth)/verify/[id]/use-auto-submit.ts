'use client'
import { useCallback, useRef } from 'react'
import { isCode } from '@/lib/verification/code-text'

/**
 * Submits a code as soon as it is complete. Never resubmits the same code, because each submission costs an attempt.
 * `submitWaiting` submits a code that was completed while the form was pending.
 */
export function useAutoSubmit() {
  const waiting = useRef<HTMLFormElement>(null)
  const sent = useRef(new Set<string>())
  const submitWaiting = useCallback(() => {
    const code = waiting.current && String(new FormData(waiting.current).get('code'))
    if (code && isCode(code) && !sent.current.has(code)) waiting.current?.requestSubmit()
  }, [])
  const onComplete = (form: HTMLFormElement) => {
    waiting.current = form
    submitWaiting()
  }
  const onSend = (data: FormData) => {
    sent.current.add(String(data.get('code')))
    waiting.current = null
  }
  return { submitWaiting, onComplete, onSend }
}
