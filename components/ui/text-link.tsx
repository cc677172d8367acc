import type { ReactNode } from 'react'

/** The other way that a page offers, under its form. */
export function WayOn({ children, href, link }: { children: ReactNode; href: string; link: string }) {
  return (
    <p className="text-ink-soft">
      {children} <TextLink href={href}>{link}</TextLink>
    </p>
  )
}

/** A plain anchor: it leaves the flow, and a router link would cost every form page its size. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-link">
      {children}
    </a>
  )
}
