'use client'
import { type ButtonLook, buttonClass } from '@/components/ui/button-class'
import { LiveText } from '@/components/ui/live-text'
import { useHydrated } from './use-hydrated'
import { useLongWait } from './use-long-wait'

interface Props {
  pending: boolean
  texts: { submit: string; pending: string; stillWorking: string }
  look?: ButtonLook
  /** What this one is about, where several say the same: told to those who don't see what it stands beside. */
  about?: string
  /** Not yet allowed. Only told where the page can also tell when it is: without JavaScript the server decides. */
  waiting?: boolean
}

/** Not `disabled`, which would drop the focus: a press does nothing. */
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

/** Absent where motion is to be reduced: the text says the same. */
const Spinner = () => (
  <svg
    viewBox="0 0 16 16"
    aria-hidden="true"
    className="size-4 animate-spin fill-none stroke-current motion-reduce:hidden"
  >
    <path d="M14 8a6 6 0 1 1-6-6" strokeWidth="1.75" strokeLinecap="round" />
  </svg>
)
