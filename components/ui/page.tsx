import type { ReactNode } from 'react'

interface Props {
  heading: ReactNode
  lead?: ReactNode
  aside?: ReactNode
  wide?: boolean
  children?: ReactNode
}

export function Page({ heading, lead, aside, wide = false, children }: Props) {
  return (
    <div
      className={`container-page grid grid-cols-[minmax(0,1fr)] gap-x-20 gap-y-14 pt-10 pb-24 sm:pt-14 ${wide ? '' : 'lg:grid-cols-[27rem_minmax(0,1fr)]'}`}
    >
      <div className={`flex flex-col gap-8 ${wide ? 'max-w-160' : 'max-w-108'}`}>
        <div className="flex flex-col gap-3">
          <PageHeading>{heading}</PageHeading>
          {lead && <p className="text-ink-soft text-lead">{lead}</p>}
        </div>
        {children}
      </div>
      {aside}
    </div>
  )
}

/** Focusable, so that screen readers announce it after a navigation. */
export function PageHeading({ children }: { children: ReactNode }) {
  return (
    <h1 tabIndex={-1} className="text-balance font-semibold text-heading">
      {children}
    </h1>
  )
}
