import { unstable_rethrow } from 'next/navigation'
import { type StageView, stageView } from '@/lib/demo/stage'
import { errorFacts, log } from '@/lib/log/log'

type LiveView = Pick<StageView, 'paths'>

const NOTHING: LiveView = { paths: [] }

/** Returns the view of the stage, or an empty one during a database outage, because the rest of the page needs no data. */
export async function liveView(): Promise<LiveView> {
  try {
    return await stageView()
  } catch (error) {
    unstable_rethrow(error)
    log().error({ event: 'page.failed', error: errorFacts(error) })
    return NOTHING
  }
}
