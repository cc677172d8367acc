import { getTranslations } from 'next-intl/server'
import { stageTexts } from '@/app/demo/_stage/texts'

/** Texts of the newest code's path. `phone` is completed in the browser. */
export async function livePathTexts() {
  const [t, stage] = await Promise.all([getTranslations('landing.live'), stageTexts()])
  return {
    heading: t('heading'),
    phone: t.raw('phone') as string,
    empty: t('empty'),
    start: t('start'),
    follow: t('follow'),
    lost: t('lost'),
    stage,
  }
}

export type LivePathTexts = Awaited<ReturnType<typeof livePathTexts>>
