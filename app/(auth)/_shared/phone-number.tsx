import type { ReactNode } from 'react'

export function PhoneNumber({ children }: { children: ReactNode }) {
  return <span className="whitespace-nowrap font-medium text-ink tabular-nums">{children}</span>
}
