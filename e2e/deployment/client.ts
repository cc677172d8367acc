import { randomInt } from 'node:crypto'
import { Agent, fetch } from 'undici'
import { hiddenFields } from '../support/plain-forms'

const byte = () => randomInt(1, 255)

/** A browser without JavaScript, over TLS, from its own loopback IP. */
export class Client {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()
  readonly #agent = new Agent({
    localAddress: `127.${byte()}.${byte()}.${byte()}`,
    connect: { rejectUnauthorized: false },
  })

  constructor(origin: string) {
    this.#origin = origin
  }

  get = (path: string) => this.#request(path)

  async submit(path: string, button: string, fields: Record<string, string>) {
    const page = await this.get(path)
    const data = hiddenFields(page.html, button)
    for (const [name, value] of Object.entries(fields)) data.set(name, value)
    return this.#request(path, data)
  }

  close = () => this.#agent.close()

  async #request(path: string, data?: FormData) {
    const encoded = data && new Response(data)
    const response = await fetch(this.#origin + path, {
      method: data ? 'POST' : 'GET',
      body: encoded && Buffer.from(await encoded.arrayBuffer()),
      headers: {
        cookie: [...this.#cookies].map((one) => one.join('=')).join('; '),
        ...(encoded && { origin: this.#origin, 'content-type': encoded.headers.get('content-type') ?? '' }),
      },
      redirect: 'manual',
      dispatcher: this.#agent,
    })
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split(/=(.*)/s)
      this.#cookies.set(name, value)
    }
    const location = response.headers.get('location')
    const url = location === null ? null : new URL(location, this.#origin)
    return { status: response.status, location: url && url.pathname + url.search, html: await response.text() }
  }
}
