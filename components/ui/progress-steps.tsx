import type { DeliveryState } from '@/lib/verification/code-page-state'

interface Props {
  label: string
  doneLabel: string
  steps: string[]
  /** Index of the current step; `steps.length` once all are done. */
  current: number
  /** Delivery state of the message, if revealed: drawn as the line to the current step. */
  delivery?: DeliveryState | null
}

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

/** Line of pages outside a flow. */
export function PlainLine() {
  return <div className="journey" />
}

/** Line of error pages. */
export function BrokenLine() {
  return (
    <div className="journey">
      <div className="container-page">
        <span className="journey-end" />
      </div>
    </div>
  )
}
