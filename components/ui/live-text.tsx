/**
 * A changing text, keyed so that React replaces its element. Browser translation moves text nodes into new elements, so
 * React would update, or fail to remove, a detached node.
 */
export function LiveText({ children }: { children: string | undefined }) {
  return children ? <span key={children}>{children}</span> : null
}
