'use client'
import { useEffect, useRef, useState } from 'react'
import { chime } from './chime'

/** Plays a sound when the newest message changes. Off at first: browsers allow sound only after a click. */
export function useChime(newest: string | undefined) {
  const [audio, setAudio] = useState<AudioContext | null>(null)
  const heard = useRef(newest)
  useEffect(() => {
    if (heard.current === newest) return
    heard.current = newest
    if (audio && newest !== undefined) chime(audio)
  }, [audio, newest])
  const toggle = () => {
    void audio?.close()
    const next = audio ? null : new AudioContext()
    if (next) chime(next)
    setAudio(next)
  }
  return { isOn: audio !== null, toggle }
}
