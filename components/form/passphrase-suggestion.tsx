'use client'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { LiveText } from '@/components/ui/live-text'
import { useHydrated } from './use-hydrated'

export interface SuggestionTexts {
  suggest: string
  suggestHint: string
  use: string
  another: string
  copy: string
  copied: string
}

interface Props {
  texts: SuggestionTexts
  /** The server's, which is there without JavaScript. Further ones are made in the browser. */
  first: string
  onUse: (passphrase: string) => void
}

const suggestAnother = () => import('@/lib/accounts/passphrase').then(({ suggestPassphrase }) => suggestPassphrase())

/** A passphrase to use, to copy or to write down. */
export function PassphraseSuggestion({ texts, first, onUse }: Props) {
  const [passphrase, setPassphrase] = useState(first)
  const [copied, setCopied] = useState<string>()
  const hydrated = useHydrated()
  const another = () => suggestAnother().then(setPassphrase, () => undefined)
  const copy = () =>
    navigator.clipboard.writeText(passphrase).then(
      () => setCopied(passphrase),
      () => undefined,
    )
  return (
    <details className="group">
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center text-small">
        {texts.suggest}
      </summary>
      <div className="flex flex-col items-start gap-3 border-signal border-l-2 py-1 pl-4">
        <p aria-live="polite" className="select-all break-words text-lead">
          <LiveText>{passphrase}</LiveText>
        </p>
        <p className="text-ink-soft text-small">{texts.suggestHint}</p>
        {hydrated && (
          <div className="flex flex-wrap items-center gap-x-5 gap-y-2">
            <button type="button" className={buttonClass('quiet')} onClick={() => onUse(passphrase)}>
              {texts.use}
            </button>
            <div className="flex gap-x-5">
              <button type="button" className="text-link min-h-11 min-w-11 cursor-pointer text-small" onClick={another}>
                {texts.another}
              </button>
              {'clipboard' in navigator && (
                <button type="button" className="text-link min-h-11 min-w-11 cursor-pointer text-small" onClick={copy}>
                  {texts.copy}
                </button>
              )}
            </div>
          </div>
        )}
        <p role="status" className="text-signal text-small empty:sr-only">
          <LiveText>{copied === passphrase ? texts.copied : undefined}</LiveText>
        </p>
      </div>
    </details>
  )
}
