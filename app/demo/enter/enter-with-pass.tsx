'use client'
import { useEffect, useRef, useState } from 'react'
import { LiveText } from '@/components/ui/live-text'

interface Answer {
  phone?: string
  error?: string
}

/** Exchanges the token in the URL's fragment for access, and opens the phone. */
export function EnterWithPass({ texts }: { texts: { pending: string; failed: string } }) {
  const [error, setError] = useState<string | null>(null)
  // React runs effects twice in development, and a token works once.
  const isBegun = useRef(false)
  useEffect(() => {
    if (isBegun.current) return
    isBegun.current = true
    const token = window.location.hash.slice(1)
    window.history.replaceState(null, '', window.location.pathname)
    void exchange(token).then(({ phone, error: sentence }) => {
      if (phone) window.location.replace(`/handset/${encodeURIComponent(phone)}`)
      else setError(sentence ?? texts.failed)
    })
  }, [texts])
  return (
    <p role="status" className={error ? 'text-alarm' : 'text-ink-soft'}>
      <LiveText>{error ?? texts.pending}</LiveText>
    </p>
  )
}

async function exchange(token: string): Promise<Answer> {
  const body = new FormData()
  body.set('token', token)
  const response = await fetch('/demo/enter/pass', { method: 'POST', body }).catch(() => null)
  return (await response?.json().catch(() => null)) ?? {}
}
