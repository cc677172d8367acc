import { once } from 'node:events'
import http from 'node:http'

const REPORTS = '/__console'

/**
 * Runs in every page before its own scripts, since WebKit's driver can't read the console. Reports what is written there,
 * what is thrown, what fails to load and what the content security policy blocks, and leaves no trace in the document.
 */
const REPORTER = `(() => {
  document.currentScript.remove()
  const report = (...words) => navigator.sendBeacon('${REPORTS}', location.pathname + ' ' + words.map(String).join(' '))
  for (const level of ['debug', 'info', 'log', 'warn', 'error', 'trace', 'assert']) {
    const write = console[level]
    console[level] = (...words) => {
      if (level !== 'assert' || !words[0]) report(level + ':', ...words)
      write.apply(console, words)
    }
  }
  addEventListener('error', ({ message, target }) => report(message ?? 'failed to load: ' + (target.src ?? target.href)), true)
  addEventListener('unhandledrejection', ({ reason }) => report('unhandled rejection:', reason))
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
    report('blocked by the content security policy:', effectiveDirective, blockedURI))
})()`

/** Stands in front of a server and adds the reporter to its pages, under the nonce that their policy allows. */
export async function startConsoleProxy({ port, target }) {
  const messages = []
  const proxy = http.createServer((request, response) => {
    if (request.url === REPORTS) return takeReport(request, response, messages)
    const headers = { ...request.headers, 'accept-encoding': 'identity' }
    const onwards = http.request(`${target}${request.url}`, { method: request.method, headers }, (answer) =>
      passOn(answer, response),
    )
    onwards.on('error', () => response.destroy())
    response.on('close', () => onwards.destroy())
    request.pipe(onwards)
  })
  proxy.listen(port, '127.0.0.1')
  await once(proxy, 'listening')
  const stop = () => {
    proxy.close()
    proxy.closeAllConnections()
  }
  return { messages: () => messages.splice(0), stop }
}

function passOn(answer, response) {
  const nonce = /'nonce-([^']+)'/.exec(answer.headers['content-security-policy'] ?? '')?.[1]
  const isPage = nonce && answer.headers['content-type']?.startsWith('text/html')
  const { 'content-length': _length, ...headers } = answer.headers
  response.writeHead(answer.statusCode, isPage ? headers : answer.headers)
  if (!isPage) return answer.pipe(response)
  let start = ''
  const onStart = (chunk) => {
    start += chunk.toString('latin1')
    const head = start.indexOf('<head>')
    if (head < 0) return
    const at = head + '<head>'.length
    const page = `${start.slice(0, at)}<script nonce="${nonce}">${REPORTER}</script>${start.slice(at)}`
    answer.off('data', onStart)
    start = ''
    response.write(page, 'latin1')
    answer.pipe(response)
  }
  answer.on('data', onStart)
  answer.on('end', () => start && response.end(start, 'latin1'))
}

async function takeReport(request, response, messages) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  messages.push(String(Buffer.concat(chunks)))
  response.writeHead(204).end()
}
