import { unstable_rethrow } from 'next/navigation'
import type { ReactNode } from 'react'
import { Failure } from '@/components/ui/failure'
import { errorFacts, log } from '@/lib/log'

/**
 * A page that fails in words: when what it needs is away (the database, say), the person gets a sentence and a way to try
 * again, also without JavaScript, where a render that throws is an empty page. The log gets the facts.
 */
export function orFailure<P>(render: (props: P) => Promise<ReactNode>): (props: P) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await render(props)
    } catch (error) {
      unstable_rethrow(error)
      log().error({ event: 'page.failed', error: errorFacts(error) })
      return <Failure />
    }
  }
}
