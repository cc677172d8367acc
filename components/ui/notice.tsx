import type { ReactNode } from 'react'

export function Notice({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="border-signal border-l-2 bg-signal-soft px-4 py-3">
      {children}
    </div>
  )
}
