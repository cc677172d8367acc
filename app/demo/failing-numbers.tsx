import { getTranslations } from 'next-intl/server'
import { BEHAVIORS } from '@/lib/demo/carrier-behaviors'

/** Lists the numbers for which the simulated carrier fails, collapsed by default. */
export async function FailingNumbers() {
  const t = await getTranslations('failingNumbers')
  return (
    <details className="text-small">
      <summary className="w-fit cursor-pointer rounded-small py-2.5 font-medium leading-6">{t('heading')}</summary>
      <p className="py-2 text-ink-soft">{t('text')}</p>
      <table className="w-full text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">{t('number')}</th>
            <th scope="col">{t('outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.keys(BEHAVIORS)
            .toSorted()
            .map((digits) => (
              <tr key={digits} className="border-hairline border-t align-top">
                <th scope="row" className="whitespace-nowrap py-2 pr-4 font-medium tabular-nums">
                  {`555-01${digits}`}
                </th>
                <td className="py-2 text-ink-soft">{t(`outcomes.${digits}`)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  )
}
