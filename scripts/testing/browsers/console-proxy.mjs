import { once } from 'node:events'
import http from 'node:http'

const REPORTS = '/__console'

/**
 * Runs before the page's scripts, because WebKit's driver cannot read the console. Reports console output, exceptions,
 * load failures and violations of the content security policy. Removes itself from the document.
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

/** Starts a proxy that adds the reporter to a server's pages, with the nonce of their content security policy. */
export async function startConsoleProxy({ port, target }) {
  const messages = []
  const proxy = http.createServer((request, response) => {
    if (request.url === REPORTS) return takeReport(request, response, messages)
    const headers = { ...request.headers, 'accept-encoding': 'identity' }
    const forwarded = http.request(`${target}${request.url}`, { method: request.method, headers }, (upstream) =>
      forward(upstream, response),
    )
    forwarded.on('error', () => response.destroy())
    response.on('close', () => forwarded.destroy())
    request.pipe(forwarded)
  })
  proxy.listen(port, '127.0.0.1')
  await once(proxy, 'listening')
  const stop = () => {
    proxy.close()
    proxy.closeAllConnections()
  }
  return { messages: () => messages.splice(0), stop }
}

function forward(upstream, response) {
  const nonce = /'nonce-([^']+)'/.exec(upstream.headers['content-security-policy'] ?? '')?.[1]
  const isPage = nonce && upstream.headers['content-type']?.startsWith('text/html')
  const { 'content-length': _length, ...headers } = upstream.headers
  response.writeHead(upstream.statusCode, isPage ? headers : upstream.headers)
  if (!isPage) return upstream.pipe(response)
  let start = ''
  const onStart = (chunk) => {
    start += chunk.toString('latin1')
    const head = start.indexOf('<head>')
    if (head < 0) return
    const at = head + '<head>'.length
    const page = `${start.slice(0, at)}<script nonce="${nonce}">${REPORTER}</script>${start.slice(at)}`
    upstream.off('data', onStart)
    start = ''
    response.write(page, 'latin1')
    upstream.pipe(response)
  }
  upstream.on('data', onStart)
  upstream.on('end', () => start && response.end(start, 'latin1'))
}

async function takeReport(request, response, messages) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  messages.push(String(Buffer.concat(chunks)))
  response.writeHead(204).end()
}
