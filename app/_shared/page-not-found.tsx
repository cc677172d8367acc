import NotFound from '@/app/not-found'
import { setNotFound } from '@/lib/http/response-context'

/** Returns the page for what isn't there, with status 404. Next's notFound() would leave a browser without scripts blank. */
export function pageNotFound() {
  setNotFound()
  return <NotFound />
}
