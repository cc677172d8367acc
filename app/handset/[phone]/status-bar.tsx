'use client'
import { clockTime } from '@/app/handset/phone-time'
import { useMinute } from '@/app/handset/use-minute'
import { useHydrated } from '@/components/form/use-hydrated'
import { LiveText } from '@/components/ui/live-text'
import type { HandsetTexts } from './handset-texts'

/** Clock and connection. Without JavaScript, a link to reload the page instead. */
export function StatusBar({ lost, texts }: { lost: boolean; texts: HandsetTexts }) {
  const hydrated = useHydrated()
  const now = useMinute()
  return (
    <div className="handset-bar">
      <p className="handset-bar-clock">
        <LiveText>{now ? clockTime(now) : undefined}</LiveText>
      </p>
      {hydrated ? (
        <p role="status" className="handset-connection">
          <LiveText>{lost ? texts.lost : texts.waiting}</LiveText>
          <span aria-hidden="true" className="handset-lamp" />
        </p>
      ) : (
        <p className="handset-static">
          {/* biome-ignore lint/a11y/useValidAnchor: an empty URL is the page itself. */}
          <a href="" className="text-link">
            {texts.reload}
          </a>
        </p>
      )}
    </div>
  )
}
