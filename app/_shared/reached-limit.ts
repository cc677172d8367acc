import { getTranslations } from 'next-intl/server'
import type { ReachedLimit } from '@/components/form/form-state'
import { type LimitName, mayLiftLimits, reachedLimit } from '@/lib/demo/demo-limits'

/** Describes the limit that a client has reached; undefined without one, or unless every phone is simulated. */
export async function namedLimit(name: LimitName | null | undefined): Promise<ReachedLimit | undefined> {
  const reached = name ? await reachedLimit(name) : null
  if (!reached) return undefined
  const [t, mayLift] = await Promise.all([getTranslations('demo'), mayLiftLimits()])
  return {
    sentence: t('reached', { limit: t(`limits.${name}`, { max: reached.max }) }),
    lift: mayLift ? t('lift') : undefined,
  }
}
