import { getLocale, getTranslations } from 'next-intl/server'
import { PhoneNumber } from '@/app/(auth)/phone-number'
import { later } from '@/app/later'
import { namedLimit } from '@/app/reached-limit'
import type { ReachedLimit } from '@/components/form/form-state'
import { formTexts, pageTitle } from '@/components/form/form-texts'
import { flowTexts } from '@/components/ui/flow-line'
import type { LimitName } from '@/lib/auth/demo-limits'
import type { CodePage, VerificationState } from '@/lib/verification/page-state'

const MAX_ATTEMPTS = 5
const DELIVERIES = ['on-its-way', 'handed-over', 'delivered', 'trying-another', 'not-delivered'] as const
const ENDED = ['approved', 'used', 'expired', 'superseded', 'spent'] as const

async function endedTexts({ lockedForSeconds }: CodePage) {
  const t = await getTranslations('verify.ended')
  const time = lockedForSeconds === null ? null : await later(lockedForSeconds)
  const states = ENDED.map((state) => [
    state,
    { title: t(`${state}.title`), text: t(`${state}.text`), link: t(`${state}.link`) },
  ])
  return {
    ...Object.fromEntries(states),
    locked: {
      title: t('locked.title'),
      text: time ? t('locked.text', { time }) : t('locked.textSoon'),
      link: t('locked.link'),
    },
  } as Record<Exclude<VerificationState, 'open'>, { title: string; text: string; link: string }>
}

async function endedTitles(ended: Awaited<ReturnType<typeof endedTexts>>) {
  const titles = Object.entries(ended).map(async ([state, { title }]) => [state, (await pageTitle(title)).title])
  return Object.fromEntries(await Promise.all(titles)) as Record<keyof typeof ended, string>
}

/** The limits that may hold this page back, each in a sentence; none where limits aren't named. */
async function limitTexts({ limits }: CodePage): Promise<Partial<Record<LimitName, ReachedLimit>>> {
  return Object.fromEntries(await Promise.all(limits.map(async (name) => [name, await namedLimit(name)])))
}

/** Every sentence that the code page may need while it is open, ready to be shown. */
export async function codePanelTexts(page: CodePage) {
  const t = await getTranslations('verify')
  const fields = await getTranslations('fields')
  const ended = await endedTexts(page)
  const number = () => <PhoneNumber>{page.maskedPhone}</PhoneNumber>
  const isReset = page.purpose === 'PASSWORD_RESET'
  return {
    form: await formTexts('verify', ['code']),
    flow: await flowTexts(isReset ? 'resetPassword' : 'signUp'),
    locale: await getLocale(),
    heading: t('heading'),
    lead: t.rich(isReset ? 'sentMaybe' : 'sent', { number }),
    wrongNumber: t('wrongNumber'),
    sentAgain: t('sentAgain'),
    code: fields('code'),
    hint: t('hint'),
    life: t.raw('life') as string,
    lifeAnnounced: t('lifeAnnounced'),
    attempts: Array.from({ length: MAX_ATTEMPTS + 1 }, (_, count) => t('attempts', { count })),
    handset: { link: t('handset'), hint: t('handsetHint'), newTab: t('newTab') },
    delivery: Object.fromEntries(DELIVERIES.map((state) => [state, t(`delivery.${state}`)])),
    lookAgain: t('lookAgain'),
    help: {
      summary: t('help.summary'),
      wait: t('help.wait'),
      number: t('help.number', { number: page.maskedPhone }),
      numberLink: t('help.numberLink'),
      stopped: t('help.stopped'),
      resendNow: t('help.resendNow'),
      resendLater: t.raw('help.resendLater') as string,
      resendNever: t('help.resendNever'),
    },
    resend: { ...(await formTexts('verify', [])), submit: t('help.resend'), pending: t('help.resendPending') },
    live: t.raw('live') as Record<'second' | 'minute', Partial<Record<Intl.LDMLPluralRule, string>>>,
    limits: await limitTexts(page),
    ended,
    endedTitles: await endedTitles(ended),
  }
}

export type CodePanelTexts = Awaited<ReturnType<typeof codePanelTexts>>
