'use client'
import { type ReactNode, useEffect } from 'react'
import { CodeField } from '@/components/form/code-field'
import { FormMessage } from '@/components/form/form-message'
import type { Action } from '@/components/form/form-state'
import { setInputValue } from '@/components/form/set-input-value'
import { SubmitButton } from '@/components/form/submit-button'
import { useActionForm } from '@/components/form/use-action-form'
import { validateBy } from '@/components/form/validate'
import type { ButtonLook } from '@/components/ui/button-class'
import { PageTitle } from '@/components/ui/page-title'
import type { CodePanelTexts } from './texts'
import { useAutoSubmit } from './use-auto-submit'
import { useWebOtp } from './use-web-otp'

const validate = validateBy(() => import('@/lib/verification/input').then((module) => module.codeInput))

interface Props {
  id: string
  action: Action<{ id: string; code: string }>
  texts: CodePanelTexts
  look: ButtonLook
  onSending: (sending: boolean) => void
  children: ReactNode
}

export function CodeForm({ id, action, texts, look, onSending, children }: Props) {
  const { submitWaiting, onComplete, onSend } = useAutoSubmit()
  const { form, field, state, message, failed, pending } = useActionForm({
    action,
    validate,
    texts: texts.form,
    onSend,
  })
  useWebOtp(!pending, (code) => setInputValue('code', code))
  useEffect(() => {
    if (pending) onSending(true)
    else submitWaiting()
  }, [pending, onSending, submitWaiting])
  useEffect(() => {
    if (state) onSending(false)
  }, [state, onSending])
  return (
    <form {...form} className="flex flex-col gap-6">
      <PageTitle texts={texts.form} failed={failed} />
      <FormMessage message={message} />
      <input type="hidden" name="id" value={id} />
      <CodeField {...field('code')} label={texts.code} problems={texts.form.errors} onComplete={onComplete} />
      {children}
      <SubmitButton pending={pending} texts={texts.form} look={look} />
    </form>
  )
}
