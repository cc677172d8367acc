import { getTranslations } from 'next-intl/server'
import { offersPhonePass } from '@/lib/demo/phone-pass'

/** Texts of the QR code that opens a phone. `alt` is completed in the browser. */
export async function phonePassTexts() {
  const t = await getTranslations('phonePass')
  return {
    summary: t('summary'),
    /** Null where no QR code is offered. */
    show: offersPhonePass() ? t('show') : null,
    unavailable: t('unavailable'),
    lead: t('lead'),
    again: t('again'),
    alt: t.raw('alt') as string,
    failed: t('failed'),
  }
}

export type PhonePassTexts = Awaited<ReturnType<typeof phonePassTexts>>
