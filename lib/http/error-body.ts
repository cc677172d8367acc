import { errorPage } from './error-page'
import { errorText } from './error-texts'

export interface ErrorDetails {
  /** Instead of the text that every error of this status has. */
  text?: string
  /** Where the page leads instead of this site's home page. */
  home?: string
}

/** Returns what an error response says: a page to a browser that navigates, one line to every other client. */
export function errorBody(accept: string | undefined, status: number, { text, home }: ErrorDetails = {}) {
  const said = errorText(status)
  if (!accept?.includes('text/html')) return { type: 'text/plain; charset=utf-8', body: `${text ?? said.text}\n` }
  return { type: 'text/html; charset=utf-8', body: errorPage({ ...said, ...(text && { text }) }, home) }
}
