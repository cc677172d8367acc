import { getTranslations } from 'next-intl/server'
import { ProgressSteps } from './progress-steps'

const FLOWS = {
  signUp: ['number', 'code', 'account'],
  resetPassword: ['number', 'code', 'password'],
} as const

export type Flow = keyof typeof FLOWS

export async function flowTexts(flow: Flow) {
  const t = await getTranslations('common')
  return { label: t('progress'), doneLabel: t('done'), steps: FLOWS[flow].map((step) => t(`steps.${step}`)) }
}

export async function FlowSteps({ flow, current }: { flow: Flow; current: number }) {
  return <ProgressSteps {...(await flowTexts(flow))} current={current} />
}
