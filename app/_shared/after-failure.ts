import { hasFormFailed } from '@/lib/http/response-context'

/**
 * Returns what a page is rendered with in place of what it can't load, if the form that was posted to it has failed already:
 * the page then comes back with what was typed. Otherwise the page fails.
 */
export const afterFailure =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (!hasFormFailed()) throw error
    return instead
  }
