import type { ReactNode } from 'react'

export function WayOn({ children, href, link }: { children: ReactNode; href: string; link: string }) {
  return (
    <p className="text-ink-soft">
      {children} <TextLink href={href}>{link}</TextLink>
    </p>
  )
}

/** A plain anchor: Next's link component would increase the script size of every form page. */
export function TextLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-link">
      {children}
    </a>
  )
}
