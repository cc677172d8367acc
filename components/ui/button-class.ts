export type ButtonLook = 'primary' | 'quiet'

const BASE =
  'inline-flex min-h-12 items-center justify-center rounded-small px-6 py-3 text-center font-medium no-underline transition-colors duration-150 aria-disabled:cursor-default aria-disabled:opacity-60'

const LOOKS: Record<ButtonLook, string> = {
  primary: 'bg-ink text-paper hover:bg-ink-hover aria-disabled:hover:bg-ink',
  quiet: 'border border-edge bg-transparent text-ink hover:border-ink aria-disabled:hover:border-edge',
}

/** One look for what acts, whether it is a button or a link. */
export const buttonClass = (look: ButtonLook = 'primary'): string => `${BASE} ${LOOKS[look]}`
