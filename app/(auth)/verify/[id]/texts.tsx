import { getLocale, getTranslations } from 'next-intl/server'
import { namedLimit } from '@/app/_shared/reached-limit'
import { PhoneNumber } from '@/app/(auth)/_shared/phone-number'
import type { ReachedLimit } from '@/components/form/form-state'
import { formTexts, pageTitle } from '@/components/form/form-texts'
import { flowTexts } from '@/components/ui/flow-steps'
import type { LimitName } from '@/lib/demo/demo-limits'
import { MAX_ATTEMPTS } from '@/lib/verification/check'
import type { CodePage, VerificationState } from '@/lib/verification/code-page-state'

const DELIVERIES = ['on-its-way', 'dispatched', 'delivered', 'trying-another', 'not-delivered'] as const
/** Final states with one link. */
const LINKED = ['approved', 'used', 'superseded'] as const
/** States that end after a wait. */
const WAITED_FOR = ['spent', 'locked'] as const

type Ended = Exclude<VerificationState, 'open'>

const wholeMinutes = (seconds: number) => Math.max(1, Math.round(seconds / 60))

async function endedTexts({ lifeSeconds }: CodePage) {
  const t = await getTranslations('verify.ended')
  const linked = LINKED.map((state) => [
    state,
    { title: t(`${state}.title`), text: t(`${state}.text`), link: t(`${state}.link`) },
  ])
  const waitedFor = WAITED_FOR.map((state) => [state, { title: t(`${state}.title`), text: t(`${state}.text`) }])
  return {
    ...Object.fromEntries([...linked, ...waitedFor]),
    expired: { title: t('expired.title'), text: t('expired.text', { minutes: wholeMinutes(lifeSeconds) }) },
  } as Record<Ended, { title: string; text: string; link?: string }>
}

async function waitTexts() {
  const t = await getTranslations('verify.ended')
  const texts = WAITED_FOR.map((state) => [
    state,
    { sentence: t.raw(`${state}.wait`) as string, help: t(`${state}.help`) },
  ])
  return Object.fromEntries(texts) as Record<(typeof WAITED_FOR)[number], { sentence: string; help: string }>
}

async function endedTitles(ended: Awaited<ReturnType<typeof endedTexts>>) {
  const titles = Object.entries(ended).map(async ([state, { title }]) => [state, (await pageTitle(title)).title])
  return Object.fromEntries(await Promise.all(titles)) as Record<Ended, string>
}

/** Describes the limits that can block this page; empty unless every phone is simulated. */
async function limitTexts({ limits }: CodePage): Promise<Partial<Record<LimitName, ReachedLimit>>> {
  return Object.fromEntries(await Promise.all(limits.map(async (name) => [name, await namedLimit(name)])))
}

/** Returns every text that the code page can show while it is open. */
export async function codePanelTexts(page: CodePage) {
  const t = await getTranslations('verify')
  const fields = await getTranslations('fields')
  const ended = await endedTexts(page)
  const number = () => <PhoneNumber>{page.phone}</PhoneNumber>
  const isReset = page.purpose === 'PASSWORD_RESET'
  return {
    form: await formTexts('verify', ['code']),
    flow: await flowTexts(isReset ? 'resetPassword' : 'signUp'),
    locale: await getLocale(),
    heading: t('heading'),
    lead: t.rich(isReset ? 'sentMaybe' : 'sent', { number }),
    wrongNumber: t('wrongNumber'),
    undelivered: { heading: t('undelivered.heading'), lead: t.rich('undelivered.lead', { number }) },
    sentAgain: t('sentAgain'),
    sentNew: t('sentNew'),
    code: fields('code'),
    life: t.raw('life') as string,
    lifeAnnounced: t('lifeAnnounced'),
    attempts: Array.from({ length: MAX_ATTEMPTS + 1 }, (_, count) => t('attempts', { count })),
    handset: { link: t('handset'), hint: t('handsetHint'), newTab: t('newTab') },
    delivery: Object.fromEntries(DELIVERIES.map((state) => [state, t(`delivery.${state}`)])),
    lookAgain: t('lookAgain'),
    help: {
      summary: t('help.summary'),
      wait: t('help.wait'),
      number: t.rich('help.number', { number }),
      numberLink: t('help.numberLink'),
      stopped: t('help.stopped'),
    },
    resend: {
      form: { ...(await formTexts('verify', [])), pending: t('help.resendPending') },
      same: { submit: t('help.resend'), later: t.raw('help.resendLater') as string },
      fresh: { submit: t('help.newCode'), later: t.raw('help.newCodeLater') as string },
      limit: t.raw('help.resendLimit') as string,
    },
    limits: await limitTexts(page),
    ended,
    endedTitles: await endedTitles(ended),
    wait: await waitTexts(),
    others: { number: t('ended.number'), signIn: t('ended.signIn') },
  }
}

export type CodePanelTexts = Awaited<ReturnType<typeof codePanelTexts>>
