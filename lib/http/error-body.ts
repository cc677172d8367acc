import { errorPage } from './error-page'
import { errorText } from './error-texts'

export interface ErrorDetails {
  text?: string
  home?: string
}

export function errorBody(accept: string | undefined, status: number, { text, home }: ErrorDetails = {}) {
  const defaults = errorText(status)
  if (!accept?.includes('text/html')) return { type: 'text/plain; charset=utf-8', body: `${text ?? defaults.text}\n` }
  return { type: 'text/html; charset=utf-8', body: errorPage({ ...defaults, ...(text && { text }) }, home) }
}
