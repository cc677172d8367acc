import { singleton } from '@/lib/process/singleton'

const signal = singleton('outbox-signal', () => ({ isSet: false, wake: () => {} }))

/** Wakes the outbox worker of this process after a message was committed. Workers of other processes poll. */
export function wakeOutboxWorker(): void {
  signal.isSet = true
  signal.wake()
}

/** Resolves after `ms`, or when woken. A signal from before the call counts, so that none is lost during a claim. */
export async function waitForOutboxSignal(ms: number, stop: AbortSignal): Promise<void> {
  if (!signal.isSet && !stop.aborted)
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer)
        stop.removeEventListener('abort', end)
        signal.wake = () => {}
        resolve()
      }
      const timer = setTimeout(end, ms)
      stop.addEventListener('abort', end)
      signal.wake = end
    })
  signal.isSet = false
}
