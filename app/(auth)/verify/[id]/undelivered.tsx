'use client'
import type { Action } from '@/components/form/form-state'
import { buttonClass } from '@/components/ui/button-class'
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

/** Next steps after a failed delivery. The code form stays below, because a late code still works. */
export function Undelivered({ page, live, texts, wrongPath, action }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <ResendForm id={page.id} live={live} texts={texts} action={action} look="primary" />
        <a href={wrongPath} className={buttonClass('quiet')}>
          {texts.help.numberLink}
        </a>
      </div>
      <p className="text-ink-soft text-small">{texts.help.stopped}</p>
    </div>
  )
}
