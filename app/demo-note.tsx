import { getTranslations } from 'next-intl/server'
import { TextLink } from '@/components/ui/text-link'
import { TEST_NUMBER } from '@/lib/demo/test-number'
import { FailingNumbers } from './_shared/failing-numbers'

export async function DemoNote() {
  const t = await getTranslations('home')
  const number = TEST_NUMBER.national
  return (
    <section aria-labelledby="demo" className="flex max-w-136 flex-col gap-2 border-signal border-l-2 pl-5">
      <h2 id="demo" className="font-medium">
        {t('demoHeading')}
      </h2>
      <p className="text-ink-soft">{t('demoText', { number })}</p>
      <p className="flex flex-wrap gap-x-6 gap-y-2 py-2">
        <TextLink href="/demo">{t('demoStage')}</TextLink>
        <TextLink href={`/handset/${TEST_NUMBER.phone}`}>{t('demoLink', { number })}</TextLink>
      </p>
      <FailingNumbers />
    </section>
  )
}
