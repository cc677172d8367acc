'use client'
import type { MouseEvent } from 'react'
import { setInputValue } from '@/components/form/set-input-value'

interface Props {
  country: string
  national: string
  phonePath: string
  texts: Record<'text' | 'use' | 'open' | 'newTab', string>
}

/** Fills in the demo's test number. Without JavaScript the link loads the page with the number filled in. */
export function TestNumber({ country, national, phonePath, texts }: Props) {
  const fillIn = (event: MouseEvent) => {
    event.preventDefault()
    const select = document.getElementById('country')
    if (select instanceof HTMLSelectElement) select.value = country
    setInputValue('phone', national)
  }
  return (
    <div className="flex flex-col gap-1 border-signal border-l-2 pl-4 text-small">
      <p className="text-ink-soft">{texts.text}</p>
      <p className="flex flex-wrap gap-x-6">
        <a href="/sign-up?number=test" onClick={fillIn} className="text-link inline-block py-1">
          {texts.use}
        </a>
        <a href={phonePath} target="_blank" rel="noreferrer" className="text-link inline-block py-1">
          {texts.open}
          <span className="sr-only"> {texts.newTab}</span>
        </a>
      </p>
    </div>
  )
}
