'use client'
import { useEffect, useRef, useState } from 'react'
import { type AttackKind, type AttackProgress, AttackRefused, runAttack } from './run-attack'

export type AttackState = 'idle' | 'active' | 'finished' | 'stopped' | 'running' | 'forbidden' | 'failed'

const REFUSALS: Partial<Record<number, AttackState>> = { 409: 'running', 403: 'forbidden' }

/** Runs an attack, and stops it when the component is removed. */
export function useAttack(kind: AttackKind) {
  const [state, setState] = useState<AttackState>('idle')
  const [progress, setProgress] = useState<AttackProgress | null>(null)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function run() {
    if (state === 'active') return
    const controller = new AbortController()
    running.current = controller
    setProgress(null)
    setState('active')
    try {
      await runAttack(kind, setProgress, controller.signal)
      setState('finished')
    } catch (error) {
      if (controller.signal.aborted) setState('stopped')
      else setState((error instanceof AttackRefused && REFUSALS[error.status]) || 'failed')
    }
  }

  return { state, progress, run, stop: () => running.current?.abort() }
}
