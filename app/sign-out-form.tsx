'use client'
import { usePathname } from 'next/navigation'
import { ButtonForm } from '@/components/form/button-form'
import type { Action, FormTexts } from '@/components/form/form-state'

interface Props {
  action: Action<{ intent: 'sign-out' | 'switch-account' }>
  texts: FormTexts
}

/** The header outlives navigations, but what its form said on one page must not stand on the next. */
export function SignOutForm({ action, texts }: Props) {
  return <ButtonForm key={usePathname()} action={action} fields={{ intent: 'sign-out' }} texts={texts} />
}
