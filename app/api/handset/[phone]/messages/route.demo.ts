import { kitError, withTestKitAccess } from '@/app/api/handset/with-test-kit-access.demo'
import { readClientIp } from '@/lib/auth/request'
import { deleteMessages, listMessages, readMessagesQuery, simulatedPhone } from '@/lib/demo/test-kit'
import { every } from '@/lib/http/event-stream'
import { longPoll } from '@/lib/http/long-poll'

const POLL_EVERY_MS = 250

interface Context {
  params: Promise<{ phone: string }>
}

const noPhone = () => kitError(404, 'There is no simulated phone with this number.')

/** Lists the messages of a simulated phone; with `after`, waits until there are newer ones; demo only. */
export const GET = withTestKitAccess(async (request, { params }: Context) => {
  const phone = simulatedPhone((await params).phone)
  if (!phone) return noPhone()
  const query = readMessagesQuery(new URL(request.url).searchParams)
  if (!query) return kitError(400, 'The only parameter is after, once: the id of a message, or empty.')
  const look = () => listMessages(phone, query.after)
  if (query.after === undefined || request.method === 'HEAD') return Response.json({ messages: await look() })
  const watcher = `messages:${phone}:${await readClientIp()}`
  const messages = await longPoll(request, { watcher, look, changed: every(POLL_EVERY_MS) })
  if (messages) return Response.json({ messages })
  return kitError(429, 'Too many requests are waiting for messages of this phone.', { 'retry-after': '25' })
})

/** Deletes the messages that have arrived on a simulated phone; demo only. */
export const DELETE = withTestKitAccess(async (_request, { params }: Context) => {
  const phone = simulatedPhone((await params).phone)
  if (!phone) return noPhone()
  await deleteMessages(phone)
  return new Response(null, { status: 204 })
})
