'use client'
import { useEffect, useState } from 'react'
import type { VerificationDetails } from '@/lib/demo/verification-details'

export type Loaded =
  | { kind: 'loading' }
  | { kind: 'failed' }
  | { kind: 'gone' }
  | { kind: 'loaded'; details: VerificationDetails }

const LOADING: Loaded = { kind: 'loading' }
const GONE = 404

/** Loads the details of a verification, and again when `version` changes. Keeps what it has meanwhile. */
export function useDetails(id: string | null, version: string, isOpen: boolean): Loaded {
  const [state, setState] = useState<{ id: string | null; loaded: Loaded }>({ id: null, loaded: LOADING })

  // biome-ignore lint/correctness/useExhaustiveDependencies: the version changes when the rows have changed.
  useEffect(() => {
    if (id === null || !isOpen) return
    const stop = new AbortController()
    const load = async () => {
      const loaded = await fetchDetails(id, stop.signal).catch((): Loaded => ({ kind: 'failed' }))
      if (!stop.signal.aborted) setState({ id, loaded })
    }
    void load()
    return () => stop.abort()
  }, [id, version, isOpen])

  return state.id === id ? state.loaded : LOADING
}

async function fetchDetails(id: string, signal: AbortSignal): Promise<Loaded> {
  const response = await fetch(`/demo/details?${new URLSearchParams({ id })}`, { signal })
  if (response.status === GONE) return { kind: 'gone' }
  if (!response.ok) return { kind: 'failed' }
  return { kind: 'loaded', details: (await response.json()) as VerificationDetails }
}
