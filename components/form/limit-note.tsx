'use client'
import { usePathname } from 'next/navigation'
import { buttonClass } from '@/components/ui/button-class'
import type { ReachedLimit } from './form-state'

/** Describes the demo's limit that was reached, with a button to lift it for presenters. */
export function LimitNote({ limit }: { limit: ReachedLimit | undefined }) {
  const path = usePathname()
  if (!limit) return null
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action="/demo/limits"
      className="flex flex-col items-start gap-3 border-signal border-l-2 bg-signal-soft px-4 py-3"
    >
      <p>{limit.sentence}</p>
      {limit.lift && (
        <>
          <input type="hidden" name="from" value={path} />
          <button type="submit" className={buttonClass('quiet')}>
            {limit.lift}
          </button>
        </>
      )}
    </form>
  )
}
