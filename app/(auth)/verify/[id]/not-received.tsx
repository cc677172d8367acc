'use client'
import type { Action } from '@/components/form/form-state'
import { TextLink } from '@/components/ui/text-link'
import type { CodePage, LiveState } from '@/lib/verification/code-page-state'
import { ResendForm } from './resend-form'
import type { CodePanelTexts } from './texts'

interface Props {
  page: CodePage
  live: LiveState
  texts: CodePanelTexts
  wrongPath: string
  action: Action<{ id: string }>
}

/** Help for a missing message, the most likely solution first. */
export function NotReceived({ page, live, texts, wrongPath, action }: Props) {
  const { help } = texts
  return (
    <section aria-labelledby="help" className="flex max-w-108 flex-col gap-4 lg:max-w-80 lg:justify-self-end lg:pt-3">
      <h2 id="help" className="font-medium">
        {help.summary}
      </h2>
      <ul className="flex flex-col text-ink-soft text-small">
        <li className="border-hairline border-t py-3">{help.wait}</li>
        <li className="border-hairline border-y py-3">
          {help.number} <TextLink href={wrongPath}>{help.numberLink}</TextLink>
        </li>
      </ul>
      <ResendForm id={page.id} live={live} texts={texts} action={action} />
    </section>
  )
}
