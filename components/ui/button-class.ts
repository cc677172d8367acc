export type ButtonLook = 'primary' | 'quiet'

const BASE =
  'inline-flex min-h-12 items-center justify-center rounded-small border px-[min(1.5rem,6vw)] py-3 text-center font-medium no-underline transition-colors duration-150 aria-disabled:cursor-default aria-disabled:opacity-60'

const LOOKS: Record<ButtonLook, string> = {
  primary: 'border-transparent bg-ink text-paper hover:bg-ink-hover aria-disabled:hover:bg-ink',
  quiet: 'border-edge bg-transparent text-ink hover:border-ink aria-disabled:hover:border-edge',
}

/** Returns the classes of a button or of a link that looks like one. Forced colors show the transparent border. */
export const buttonClass = (look: ButtonLook = 'primary'): string => `${BASE} ${LOOKS[look]}`
