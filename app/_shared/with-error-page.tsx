import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { Failure } from '@/components/ui/failure'
import { setFailure } from '@/lib/http/response-context'
import { errorFacts, log } from '@/lib/log/log'

/**
 * Renders an error page with a retry link if the page throws: with status 503 during a database outage, otherwise 500.
 * Next's own error page is blank without JavaScript. Errors of nested components are not caught, so load data in
 * the page only.
 */
export function withErrorPage<P>(render: (props: P) => Promise<ReactNode>): (props: P) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await render(props)
    } catch (error) {
      unstable_rethrow(error)
      setFailure(error)
      log().error({ event: 'page.failed', error: errorFacts(error) })
      return <Failure />
    }
  }
}
