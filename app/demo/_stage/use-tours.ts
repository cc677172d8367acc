'use client'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { TourRunner, type TourView } from './tour-runner'
import { type StageHands, TourTools } from './tour-tools'
import { type TourName, tours } from './tours'

export interface TourControls {
  view: TourView
  play: (name: TourName) => void
  pause: () => void
  resume: () => void
  step: () => void
  stop: () => void
  setPace: (ms: number) => void
}

export const DEFAULT_PACE_MS = 2000

/** Plays tours with these hands. Use of a frame by the presenter, which only trusted events show, pauses them. */
export function useTours(hands: StageHands): TourControls & { watch: (page: Document | null) => void } {
  const [runner] = useState(() => new TourRunner(DEFAULT_PACE_MS))
  const view = useSyncExternalStore(runner.subscribe, runner.view, runner.view)
  useEffect(() => () => runner.stop(), [runner])
  const takeOver = (event: Event) => event.isTrusted && runner.pause(true)
  return {
    view,
    play: (name) =>
      void runner.play(name, async (say, signal) => {
        const on = new TourTools(hands, signal)
        await on.network('clear')
        try {
          await tours[name](on, (caption) => say(`${name}.${caption}`))
        } finally {
          await on.network('clear')
        }
      }),
    pause: () => runner.pause(),
    resume: () => runner.resume(),
    step: () => runner.step(),
    stop: () => runner.stop(),
    setPace: (ms) => {
      runner.paceMs = ms
    },
    watch: (page) => {
      for (const type of ['pointerdown', 'keydown']) page?.addEventListener(type, takeOver)
    },
  }
}
