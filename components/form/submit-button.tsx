'use client'
import { type ButtonLook, buttonClass } from '@/components/ui/button-class'
import { LiveText } from '@/components/ui/live-text'
import { useHydrated } from './use-hydrated'
import { useLongWait } from './use-long-wait'

interface Props {
  pending: boolean
  texts: { submit: string; pending: string; stillWorking: string }
  look?: ButtonLook
  /** Visually hidden context that distinguishes equal buttons for screen readers. */
  about?: string
  /** Not yet allowed. Ignored without JavaScript, which could not enable the button later. */
  waiting?: boolean
}

/** Uses `aria-disabled`, because `disabled` would drop the focus. */
export function SubmitButton({ pending, texts, look = 'primary', about, waiting = false }: Props) {
  const long = useLongWait(pending)
  const hydrated = useHydrated()
  const isOff = pending || (waiting && hydrated)
  const pendingText = `${texts.pending}…`
  return (
    <div className="flex flex-col gap-2">
      <button
        type="submit"
        className={`${buttonClass(look)} gap-2.5`}
        aria-disabled={isOff || undefined}
        onClick={(event) => isOff && event.preventDefault()}
      >
        {pending && <Spinner />}
        <LiveText>{pending ? pendingText : texts.submit}</LiveText>
        {about && <span className="sr-only"> {about}</span>}
      </button>
      <p role="status" className={`text-small text-ink-soft empty:sr-only ${long ? '' : 'sr-only'}`}>
        <LiveText>{pending ? (long ? texts.stillWorking : pendingText) : undefined}</LiveText>
      </p>
    </div>
  )
}

const Spinner = () => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden="true"
    className="size-4 animate-spin fill-none stroke-current motion-reduce:hidden"
  >
    <path d="M14 8a6 6 0 1 1-6-6" strokeWidth="1.75" strokeLinecap="round" />
  </svg>
)
