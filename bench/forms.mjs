/** Returns the action fields of the form with this button. */
export async function formOf(origin, path, button, cookie = '', clientIp = undefined) {
  const headers = { cookie, ...(clientIp && { 'x-forwarded-for': clientIp }) }
  const html = await (await fetch(`${origin}${path}`, { headers })).text()
  const form = (html.match(/<form\b.*?<\/form>/gs) ?? []).find((one) => one.includes(`>${button}</span></button>`))
  if (!form) throw new Error(`${path} has no form with a button "${button}"`)
  const hidden = [...form.matchAll(/<input\b[^>]*\btype="hidden"[^>]*>/g)].map(([tag]) => [
    unescaped(/\bname="([^"]*)"/.exec(tag)?.[1] ?? ''),
    unescaped(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''),
  ])
  return hidden.filter(([name]) => name.startsWith('$ACTION'))
}

/** Posts a form as a browser without JavaScript does. `took` is the time to the end of the page, in ms. */
export function post({ origin, path, form, fields, clientIp, cookie = '' }) {
  const body = new FormData()
  for (const [name, value] of [...form, ...Object.entries(fields)]) body.append(name, value)
  return send({ origin, path, body, clientIp, cookie })
}

/** Posts a form as our script does: the action's id in a header, its arguments in React's encoding. */
export function postByScript({ origin, path, form, fields, clientIp, cookie = '' }) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  const parts = new Map(
    form.flatMap(([name, value]) => (/^\$ACTION_\d+:(\d+)$/.exec(name)?.[1] ? [[name.split(':')[1], value]] : [])),
  )
  // The bound arguments of the action, then the form.
  body.set('0', JSON.stringify([...JSON.parse(parts.get('1') ?? '[]'), '$K1']))
  for (const [part, value] of parts) if (Number(part) > 1) body.set(part, value)
  const { id } = JSON.parse(parts.get('0') ?? '{}')
  return send({ origin, path, body, clientIp, cookie, headers: { 'next-action': id, accept: 'text/x-component' } })
}

async function send({ origin, path, body, clientIp, cookie, headers = {} }) {
  const start = performance.now()
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    body,
    headers: { origin, cookie, 'x-forwarded-for': clientIp, ...headers },
    redirect: 'manual',
  })
  const html = await response.text()
  const took = performance.now() - start
  const location = response.headers.get('location') ?? response.headers.get('x-action-redirect')?.split(';')[0] ?? null
  return {
    took,
    html,
    status: response.status,
    path: location && new URL(location, origin).pathname,
    cookie: cookieOf(response),
  }
}

const cookieOf = (response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')

function unescaped(text) {
  const entities = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }
  return text.replace(/&(#?\w+);/g, (entity, name) => entities[name] ?? entity)
}
