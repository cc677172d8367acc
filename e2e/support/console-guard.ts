import type { BrowserContext } from '@playwright/test'

/** Collects console errors and warnings, such as React's about hydration, and uncaught exceptions of all pages. */
export function collectComplaints(context: BrowserContext, complaints: string[]) {
  context.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (failure) => {
    complaints.push(`page error: ${failure.error().stack ?? failure.error().message}`)
  })
}
