'use client'
import { type ReactNode, useId, useState } from 'react'
import type { VerificationDetails } from '@/lib/demo/verification-details'
import { HoodLimits } from './hood-limits'
import { HoodMessages } from './hood-messages'
import { HoodRows } from './hood-rows'
import './under-the-hood.css'
import type { UnderTheHoodTexts } from './under-the-hood-texts'
import { useDetails } from './use-details'

interface Props {
  id: string | null
  /** Changes whenever the verification does. */
  version: string
  texts: UnderTheHoodTexts
}

/** Rows, dispatches, limits and rules of the shown verification, loaded while the section is open. */
export function UnderTheHood({ id, version, texts }: Props) {
  const [isOpen, setIsOpen] = useState(false)
  const loaded = useDetails(id, version, isOpen)
  return (
    <details className="hood" onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{texts.summary}</summary>
      {id !== null && loaded.kind === 'loaded' ? (
        <Details details={loaded.details} texts={texts} />
      ) : (
        <p className="text-ink-soft">{id === null || loaded.kind === 'loaded' ? texts.empty : texts[loaded.kind]}</p>
      )}
    </details>
  )
}

function Details({ details, texts }: { details: VerificationDetails; texts: UnderTheHoodTexts }) {
  return (
    <div className="hood-sections">
      <Section heading={texts.rows}>
        <HoodRows row={details.verification} texts={texts} />
      </Section>
      <Section heading={texts.messages}>
        <HoodMessages messages={details.messages} texts={texts} />
      </Section>
      <Section heading={texts.limits}>
        <HoodLimits limits={details.limits} texts={texts} />
      </Section>
      <Section heading={texts.rules}>
        <ul className="hood-list">
          {details.rules.map(({ rule, file }) => (
            <li key={rule}>
              <span className="font-medium">{rule}</span> {texts.ruleTexts[rule]}
              <code>{file}</code>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}

function Section({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="font-medium">
        {heading}
      </h2>
      {children}
    </section>
  )
}
