import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { Failure } from '@/components/ui/failure'
import { setFailure } from '@/lib/http/response-context'
import { errorFacts, log } from '@/lib/log/log'

/**
 * Renders an error page with a retry link if the page throws, for example during an outage of the database: 503 then, 500
 * otherwise. Next would leave a browser without scripts blank. What a page's own components throw isn't caught, so they
 * load nothing.
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
