import http from 'node:http'

/** Starts a gateway on loopback with Kannel's protocol and a latency, which reports the arrival of each message. */
export async function startGateway({ takesMs, onMessage }) {
  const server = http.createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (data) => {
      text += data
    })
    request.once('end', () => {
      onMessage({ to: request.headers['x-kannel-to'], text, at: performance.now() })
      setTimeout(() => {
        response.writeHead(202, { 'content-type': 'text/html' }).end('0: Accepted for delivery')
      }, takesMs)
    })
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${server.address().port}/cgi-bin/sendsms`
  return { url, stop: () => server.closeAllConnections() || server.close() }
}

/** Returns settings that send all messages through this gateway, without spending caps. */
export const throughGateway = (url) => ({
  SMS_ROUTES: '*:kannel',
  DEMO_NUMBERS: '*',
  SMS_BUDGET_HOUR: '*',
  SMS_BUDGET_DAY: '*',
  ALLOWED_COUNTRIES: 'US',
  KANNEL_URL: url,
  KANNEL_USERNAME: 'bench',
  KANNEL_PASSWORD: 'bench',
})
