import { withErrorStatus } from '@/app/_shared/with-error-status'
import { readClientIp } from '@/lib/auth/request'
import { handsetMessages, handsetPhone } from '@/lib/demo/handset-inbox'
import { eventStream, every } from '@/lib/http/event-stream'

const POLL_EVERY_MS = 500

/** Streams the simulated phone's messages; demo only. */
export const GET = withErrorStatus(async (request, { params }: { params: Promise<{ phone: string }> }) => {
  const phone = handsetPhone((await params).phone)
  if (!phone) return new Response(null, { status: 404 })
  // Throws before the stream starts, because a started stream can't change its status.
  await handsetMessages(phone)
  const watcher = `handset:${phone}:${await readClientIp()}`
  return eventStream(request, { watcher, look: () => handsetMessages(phone), changed: every(POLL_EVERY_MS) })
})
