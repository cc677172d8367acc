import { getTranslations } from 'next-intl/server'

const SIGNS = ['service', 'code', 'browser'] as const

/** Warns that SMS can be intercepted and lists the signs (NIST SP 800-63B-4 3.1.3.3, 3.2.9). */
export async function SecurityAdvice() {
  const t = await getTranslations('safety')
  return (
    <section aria-labelledby="safety" className="mt-4 flex flex-col gap-3">
      <h2 id="safety" className="font-semibold text-title">
        {t('heading')}
      </h2>
      <p className="text-ink-soft">{t('lead')}</p>
      <ul className="border-hairline border-b">
        {SIGNS.map((sign) => (
          <li key={sign} className="border-hairline border-t py-3">
            {t(sign)}
          </li>
        ))}
      </ul>
    </section>
  )
}
