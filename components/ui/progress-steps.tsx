import type { DeliveryState } from '@/lib/verification/code-page-state'

interface Props {
  label: string
  doneLabel: string
  steps: string[]
  /** Where the person is now; `steps.length` when all is done. */
  current: number
  /** How far the message has come, where that is told: draws the stretch that leads to the current step. */
  delivery?: DeliveryState | null
}

/**
 * The way of a code from hand to hand, as the rule under the header: what lies behind is drawn, what lies ahead is a
 * hairline. On the code page the stretch to the code grows as the message travels.
 */
export function ProgressSteps({ label, doneLabel, steps, current, delivery }: Props) {
  const stateOf = (step: number) => (step < current ? 'done' : step === current ? 'current' : 'ahead')
  return (
    <div className="journey">
      <ol aria-label={label} className="container-page" data-complete={current >= steps.length || undefined}>
        {steps.map((step, index) => (
          <li
            key={step}
            data-state={stateOf(index)}
            data-way={index === current - 1 ? (delivery ?? undefined) : undefined}
            aria-current={index === current ? 'step' : undefined}
          >
            <span aria-hidden="true" className="journey-stop" />
            {index < current && <span className="sr-only">{doneLabel} </span>}
            <span>{step}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The line on pages outside of a flow: a rule and nothing more. */
export function PlainLine() {
  return <div className="journey" />
}

/** The line where there is no way on. */
export function BrokenLine() {
  return (
    <div className="journey">
      <div className="container-page">
        <span className="journey-end" />
      </div>
    </div>
  )
}
