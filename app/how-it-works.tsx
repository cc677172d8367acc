import { getTranslations } from 'next-intl/server'

/** Icons are closed shapes, so that the connecting line can meet them on any side. */
const STEPS = [
  [
    'you',
    'M24 8a16 16 0 1 1 0 32 16 16 0 0 1 0-32Zm0 9a5 5 0 1 1 0 10 5 5 0 0 1 0-10Zm-9.5 19.500c1-5 5-7 9.500-7s8.500 2 9.500 7',
  ],
  ['gateway', 'M8 8h32v32H8ZM24 36V23m-4.500-1.500a6.200 6.200 0 0 1 9 0m-13-4.500a12 12 0 0 1 17 0'],
  ['phone', 'M18 4h12a4 4 0 0 1 4 4v32a4 4 0 0 1-4 4H18a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4Zm0 10h9m-9 5h6m-3 20h6'],
  ['door', 'M10 4h28v40H10Zm14 14a4 4 0 0 1 2 7.500l1.500 6.500h-7l1.500-6.500a4 4 0 0 1 2-7.500Z'],
] as const

export async function HowItWorks() {
  const t = await getTranslations('home')
  return (
    <section aria-labelledby="way">
      <h2 id="way" className="mb-10 font-semibold text-title">
        {t('wayHeading')}
      </h2>
      <ol className="way">
        {STEPS.map(([step, path]) => (
          <li key={step}>
            <svg viewBox="0 0 48 48" aria-hidden="true" className="size-12 stroke-signal" strokeWidth="1.75">
              <path d={path} strokeLinecap="round" strokeLinejoin="round" />
            </svg>
            <div>
              <h3 className="font-medium">{t(`way.${step}.title`)}</h3>
              <p className="mt-1 text-ink-soft text-small">{t(`way.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}
