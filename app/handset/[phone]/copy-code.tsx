'use client'
import { useEffect, useState } from 'react'
import { interpolate } from '@/components/form/interpolate'
import { useHydrated } from '@/components/form/use-hydrated'
import { LiveText } from '@/components/ui/live-text'
import { copyText } from './copy-text'
import type { HandsetTexts } from './handset-texts'
import { CopyIcon, DoneIcon } from './icons'

const SHOWN_MS = 2500

/** Copies the code of a message. Takes its space before it works, so that nothing shifts. */
export function CopyCode({ code, texts }: { code: string; texts: HandsetTexts }) {
  const hydrated = useHydrated()
  const [copied, setCopied] = useState<boolean | null>(null)
  useEffect(() => {
    if (copied === null) return
    const timer = setTimeout(() => setCopied(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const outcome = copied === null ? undefined : copied ? texts.copied : texts.copyFailed
  return (
    <span className="copy-code" data-ready={hydrated || undefined}>
      <button type="button" className="handset-chip" onClick={async () => setCopied(await copyText(code))}>
        {copied ? <DoneIcon /> : <CopyIcon />}
        <span className="copy-label">
          <span data-off={copied === true || undefined}>{interpolate(texts.copy, { code })}</span>
          <span data-off={copied !== true || undefined}>{texts.copied}</span>
        </span>
      </button>
      <span role="status" className={copied === false ? '' : 'sr-only'}>
        <LiveText>{outcome}</LiveText>
      </span>
    </span>
  )
}
