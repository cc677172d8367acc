import { getTranslations } from 'next-intl/server'
import { pathTexts } from '@/app/demo/_stage/path-texts'

/** Texts of the newest code's path. `phone` is completed in the browser. */
export async function livePathTexts() {
  const [t, path] = await Promise.all([getTranslations('landing.live'), pathTexts()])
  return {
    heading: t('heading'),
    phone: t.raw('phone') as string,
    empty: t('empty'),
    start: t('start'),
    follow: t('follow'),
    lost: t('lost'),
    path,
  }
}

export type LivePathTexts = Awaited<ReturnType<typeof livePathTexts>>
