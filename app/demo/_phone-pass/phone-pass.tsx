'use client'
import { useState } from 'react'
import { interpolate } from '@/components/form/interpolate'
import { useHydrated } from '@/components/form/use-hydrated'
import { buttonClass } from '@/components/ui/button-class'
import { LiveText } from '@/components/ui/live-text'
import type { PhonePassTexts } from './texts'

const SIZE = 240

interface Answer {
  svg?: string
  error?: string
}

/** Shows a QR code that opens this simulated phone on a real one, or what the demo needs for that. */
export function PhonePass({ phone, texts }: { phone: string; texts: PhonePassTexts }) {
  const [{ svg, error }, setAnswer] = useState<Answer>({})
  const hydrated = useHydrated()
  const needsScript = texts.show !== null
  return (
    <details
      className="phone-pass"
      data-waiting={(needsScript && !hydrated) || undefined}
      onToggle={() => setAnswer({})}
    >
      <summary>{texts.summary}</summary>
      {texts.show === null ? (
        <p>{texts.unavailable}</p>
      ) : (
        <>
          {svg && (
            // biome-ignore lint/performance/noImgElement: next/image optimizes no data URLs.
            <img src={imageOf(svg)} alt={interpolate(texts.alt, { phone })} width={SIZE} height={SIZE} />
          )}
          <p role="status">
            <LiveText>{error ?? (svg && texts.lead)}</LiveText>
          </p>
          <button
            type="button"
            className={buttonClass('quiet')}
            onClick={() => void request(phone).then((answer) => setAnswer(answer ?? { error: texts.failed }))}
          >
            <LiveText>{svg ? texts.again : texts.show}</LiveText>
          </button>
        </>
      )}
    </details>
  )
}

const imageOf = (svg: string) => `data:image/svg+xml,${encodeURIComponent(svg)}`

async function request(phone: string): Promise<Answer | null> {
  const body = new FormData()
  body.set('phone', phone)
  const response = await fetch('/demo/pass', { method: 'POST', body }).catch(() => null)
  return (await response?.json().catch(() => null)) ?? null
}
