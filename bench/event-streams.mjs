import { once } from 'node:events'
import http from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const RETRY_MS = 2000

/** Follows server-sent events like a browser, which reconnects when its stream ends or is rejected. */
export function followEvents(url, headers) {
  const stream = { events: 0, failures: 0, value: undefined, onValue: () => {}, close: () => {} }
  let isClosed = false
  let request
  stream.close = () => {
    isClosed = true
    request.destroy()
  }
  const take = (event) => {
    if (!event.startsWith('data: ')) return
    stream.events++
    stream.value = JSON.parse(event.slice('data: '.length))
    stream.onValue()
  }
  const follow = async () => {
    while (!isClosed) {
      request = http.get(url, { agent: false, headers })
      await read(request, take).catch(() => {})
      if (isClosed) return
      stream.failures++
      await sleep(RETRY_MS)
    }
  }
  follow()
  return stream
}

async function read(request, take) {
  const [response] = await once(request, 'response')
  if (response.statusCode !== 200) return request.destroy()
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) {
    const events = `${text}${chunk}`.split('\n\n')
    text = events.pop()
    for (const event of events) take(event)
  }
}

/** Resolves once the stream's value meets the condition, or on time-out. */
export async function untilValue(stream, isMet, giveUpMs) {
  const given = new AbortController()
  stream.onValue = () => stream.value !== undefined && isMet(stream.value) && given.abort()
  stream.onValue()
  await sleep(giveUpMs, undefined, { signal: given.signal }).catch(() => {})
  stream.onValue = () => {}
}
