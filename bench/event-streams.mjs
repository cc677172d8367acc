import { once } from 'node:events'
import http from 'node:http'

/** Opens a stream of server-sent events. Keeps the last value and the number of events. */
export async function openStream(url, headers) {
  const request = http.get(url, { agent: false, headers })
  const [response] = await once(request, 'response')
  if (response.statusCode !== 200) throw new Error(`${url} responded with ${response.statusCode}`)
  const stream = { events: 0, value: undefined, isOpen: true, onValue: () => {}, close: () => request.destroy() }
  let text = ''
  response.setEncoding('utf8')
  response.on('data', (chunk) => {
    const blocks = `${text}${chunk}`.split('\n\n')
    text = blocks.pop()
    for (const block of blocks.filter((one) => one.startsWith('data: '))) {
      stream.events++
      stream.value = JSON.parse(block.slice('data: '.length))
      stream.onValue()
    }
  })
  const end = () => {
    stream.isOpen = false
  }
  response.on('error', end).on('close', end)
  request.on('error', end)
  return stream
}

export async function valueMeeting(stream, isMet, giveUpMs) {
  await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No such event within ${giveUpMs} ms.`)), giveUpMs)
    stream.onValue = () => {
      if (!isMet(stream.value)) return
      clearTimeout(timer)
      stream.onValue = () => {}
      resolve()
    }
    if (stream.value !== undefined) stream.onValue()
  })
  return stream.value
}
