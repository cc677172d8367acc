import type { ReactNode } from 'react'

export function Detail({ term, note, children }: { term: string; note: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-6 gap-y-1 border-hairline border-t py-4 sm:grid-cols-[8rem_1fr]">
      <dt className="text-ink-soft">{term}</dt>
      <dd>
        <p className="font-medium">{children}</p>
        <p className="text-ink-soft text-small">{note}</p>
      </dd>
    </div>
  )
}
