import { hasFormFailed } from '@/lib/http/response-context'

/**
 * Returns a catch handler for data that a page loads. After a failed form post it returns `fallback`, so that the page
 * keeps the user's input; otherwise it rethrows.
 */
export const afterFailure =
  <T>(fallback: T) =>
  (error: unknown): T => {
    if (!hasFormFailed()) throw error
    return fallback
  }
