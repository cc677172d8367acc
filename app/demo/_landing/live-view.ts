import { unstable_rethrow } from 'next/navigation'
import { type StageView, stagePaths } from '@/lib/demo/stage'
import { errorFacts, log } from '@/lib/log/log'

type LiveView = Pick<StageView, 'paths'>

const NOTHING: LiveView = { paths: [] }

/** Returns the newest codes, or none during a database outage, because the rest of the page needs no data. */
export async function liveView(): Promise<LiveView> {
  try {
    return { paths: await stagePaths() }
  } catch (error) {
    unstable_rethrow(error)
    log().error({ event: 'page.failed', error: errorFacts(error) })
    return NOTHING
  }
}
