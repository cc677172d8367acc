/**
 * A text that changes while the page is open, in an element that is replaced with it. Browser translation moves text nodes
 * into elements of its own; React would go on updating, or fail to remove, a node that is no longer in the page.
 */
export function LiveText({ children }: { children: string | undefined }) {
  return children ? <span key={children}>{children}</span> : null
}
