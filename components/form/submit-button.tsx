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
  return (
    <div className="flex flex-col gap-2">
      <button
        type="submit"
        className={buttonClass(look)}
        aria-disabled={isOff || undefined}
        onClick={(event) => isOff && event.preventDefault()}
      >
        <LiveText>{pending ? texts.pending : texts.submit}</LiveText>
        {about && <span className="sr-only"> {about}</span>}
      </button>
      <p role="status" className="text-small text-ink-soft empty:hidden">
        <LiveText>{long ? texts.stillWorking : undefined}</LiveText>
      </p>
    </div>
  )
}
