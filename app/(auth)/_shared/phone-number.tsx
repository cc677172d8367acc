import type { ReactNode } from 'react'

/** Never broken over two lines, and its figures as wide as each other. */
export function PhoneNumber({ children }: { children: ReactNode }) {
  return <span className="whitespace-nowrap font-medium text-ink tabular-nums">{children}</span>
}
