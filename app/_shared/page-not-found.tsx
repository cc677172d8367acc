import NotFound from '@/app/not-found'
import { setNotFound } from '@/lib/http/response-context'

/** Returns the not-found page with status 404. Next's notFound() renders a blank page without JavaScript. */
export function pageNotFound() {
  setNotFound()
  return <NotFound />
}
