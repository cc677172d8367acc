import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PhoneForm } from '@/app/(auth)/_shared/phone-form'
import { countryOptionsHtml } from '@/components/form/country-options'
import type { Action } from '@/components/form/form-state'
import { formTexts } from '@/components/form/form-texts'
import { Aside } from '@/components/ui/aside'
import { FlowSteps } from '@/components/ui/flow-steps'
import { Page } from '@/components/ui/page'
import { WayOn } from '@/components/ui/text-link'
import { preselectedCountry } from '@/lib/auth/preselected-country'
import { countryOptions } from '@/lib/verification/countries'
import type { PhoneInput } from '@/lib/verification/input'

interface Props {
  flow: 'signUp' | 'resetPassword'
  action: Action<PhoneInput>
  asideItems: string[]
  /** Prefills the form, to correct a number or to save typing it. */
  typed: Pick<PhoneInput, 'country' | 'phone'> | null | undefined
  children?: ReactNode
}

/** Page with the phone number form. */
export async function PhoneStep({ flow, action, asideItems, typed, children }: Props) {
  const [t, fields, challenge, locale, texts, suggested] = await Promise.all([
    getTranslations(flow),
    getTranslations('fields'),
    getTranslations('challenge'),
    getLocale(),
    formTexts(flow, ['phone', 'country']),
    preselectedCountry(),
  ])
  return (
    <>
      <FlowSteps flow={flow} current={0} />
      <Page heading={t('heading')} lead={t('lead')} aside={<Aside heading={t('asideHeading')} items={asideItems} />}>
        <PhoneForm
          action={action}
          countryOptions={countryOptionsHtml(countryOptions(locale))}
          country={typed?.country ?? suggested}
          phone={typed?.phone}
          texts={{
            ...texts,
            country: fields('country'),
            phone: fields('phone'),
            phoneHint: t('hint'),
            challenge: { solving: challenge('solving'), waiting: challenge('waiting') },
          }}
        />
        {children}
        <WayOn href="/sign-in" link={t('otherLink')}>
          {t('other')}
        </WayOn>
      </Page>
    </>
  )
}
