import { getTranslations } from 'next-intl/server'
import { TextLink } from '@/components/ui/way-on'

/** A number of the range that is set aside for examples, so that nobody's phone is meant. */
const EXAMPLE = { phone: '+12025550123', national: '(202) 555-0123' }

export async function DemoNote() {
  const t = await getTranslations('home')
  const number = EXAMPLE.national
  return (
    <section aria-labelledby="demo" className="flex max-w-136 flex-col gap-2 border-signal border-l-2 pl-5">
      <h2 id="demo" className="font-medium">
        {t('demoHeading')}
      </h2>
      <p className="text-ink-soft">{t('demoText', { number })}</p>
      <p className="py-2">
        <TextLink href={`/handset/${EXAMPLE.phone}`}>{t('demoLink', { number })}</TextLink>
      </p>
    </section>
  )
}
