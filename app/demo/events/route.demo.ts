import { withErrorStatus } from '@/app/_shared/with-error-status'
import { readClientIp } from '@/lib/auth/request'
import { stageView } from '@/lib/demo/stage'
import { eventStream, every } from '@/lib/http/event-stream'

const POLL_EVERY_MS = 250

/**
 * Streams the paths of the newest codes and the network conditions; demo only. Each event is complete, so a resumed stream
 * has missed nothing.
 */
export const GET = withErrorStatus(async (request) => {
  // Throws before the stream starts, because a started stream can't change its status.
  await stageView()
  const watcher = `stage:${await readClientIp()}`
  return eventStream(request, { watcher, look: stageView, changed: every(POLL_EVERY_MS) })
})
