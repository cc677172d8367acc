import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'

const READERS = ['product', 'operators'] as const
const THREATS = ['pumping', 'bombing', 'bruteForce', 'enumeration', 'links', 'replay'] as const
const FIGURES = [
  ['sendCode', 'npm run bench:send-code'],
  ['drain', 'npm run bench:drain'],
  ['memory', 'npm run bench:memory'],
] as const
const COMMANDS = [
  ['start', 'npm start'],
  ['test', 'npm test'],
] as const

export async function Audience() {
  const t = await getTranslations('landing.audience')
  return (
    <Section id="audience" heading={t('heading')}>
      <dl className="landing-pair">
        {READERS.map((name) => (
          <Entry key={name} term={t(`${name}.title`)}>
            {t(`${name}.text`)}
          </Entry>
        ))}
      </dl>
    </Section>
  )
}

export async function Threats() {
  const t = await getTranslations('landing.threats')
  return (
    <Section id="threats" heading={t('heading')}>
      <dl className="landing-columns">
        {THREATS.map((name) => (
          <Entry key={name} term={t(`${name}.title`)}>
            {t(`${name}.text`)}
          </Entry>
        ))}
      </dl>
      <p className="max-w-160 text-ink-soft text-small">{t('limits')}</p>
    </Section>
  )
}

/** Results of the benchmarks, each with the command that reproduces it. */
export async function Figures() {
  const t = await getTranslations('landing.figures')
  return (
    <Section id="figures" heading={t('heading')} lead={t('lead')}>
      <dl className="landing-columns">
        {FIGURES.map(([name, command]) => (
          <div key={name} className="landing-figure">
            <dt className="text-ink-soft text-small">{t(`${name}.text`)}</dt>
            <dd className="font-semibold text-heading tabular-nums">{t(`${name}.value`)}</dd>
            <dd>
              <Command>{command}</Command>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

export async function RunIt() {
  const t = await getTranslations('landing.run')
  return (
    <Section id="run" heading={t('heading')} lead={t('lead')}>
      <dl className="landing-pair">
        {COMMANDS.map(([name, command]) => (
          <div key={name} className="flex flex-col gap-2">
            <dt>
              <Command>{command}</Command>
            </dt>
            <dd className="text-ink-soft text-small">{t(name)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Section(props: { id: string; heading: string; lead?: string; children: ReactNode }) {
  return (
    <section aria-labelledby={props.id} className="flex flex-col gap-8">
      <div className="flex flex-col gap-2">
        <h2 id={props.id} className="font-semibold text-title">
          {props.heading}
        </h2>
        {props.lead && <p className="max-w-160 text-ink-soft">{props.lead}</p>}
      </div>
      {props.children}
    </section>
  )
}

function Entry({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="font-medium">{term}</dt>
      <dd className="mt-1 text-ink-soft text-small">{children}</dd>
    </div>
  )
}

const Command = ({ children }: { children: string }) => <code className="landing-command">{children}</code>
