import { type Fields, hiddenFields } from './plain-forms'
import { type Visitor, visitor } from './visitor'

/** A response; redirects are not followed. */
export interface Answer {
  status: number
  location: string | null
  html: string
  /** The message that the form's action returned, or an empty string. */
  message: string
  challenge: { puzzle: string; waitToken: string; sentence: string } | undefined
  /** Sorted names of headers and cookies. */
  names: string[]
}

export const RESEND = '(Resend code|Send a new code)'

/** Posts the forms of a site from a script, to one or more servers in turn. */
export class Site {
  readonly #origins: string[]
  readonly #forms = new Map<string, Promise<Fields>>()
  readonly #ownForms: boolean
  #turn = 0

  /** With `ownForms` the form of each page is read anew; only then does the page show the action's message. */
  constructor(origins: string[], { ownForms = false } = {}) {
    this.#origins = origins
    this.#ownForms = ownForms
  }

  get origin(): string {
    return this.#origins[0] ?? ''
  }

  withOwnForms = () => new Site(this.#origins, { ownForms: true })

  start = (from: '/sign-up' | '/reset-password', phone: string, by: Visitor, more: Fields = {}) =>
    this.post(from, 'Send code', { country: 'US', phone, ...more }, by)

  check = (id: string, code: string, by: Visitor) => this.post(`/verify/${id}`, 'Verify', { id, code }, by)

  resend = (id: string, by: Visitor) => this.post(`/verify/${id}`, RESEND, { id }, by)

  createAccount = (id: string, password: string, by: Visitor) =>
    this.post(`/sign-up/${id}`, 'Create account', { id, name: 'Grace Hopper', password }, by)

  setPassword = (id: string, password: string, by: Visitor) =>
    this.post(`/reset-password/${id}`, 'Set new password', { id, password }, by)

  changePassword = (current: string, password: string, by: Visitor) =>
    this.post('/account/password', 'Change password', { current, password }, by)

  sendResetCode = (by: Visitor) => this.post('/account/password', 'Send code', { intent: 'send-code' }, by)

  async signIn(phone: string, password: string, by: Visitor, more: Fields = {}): Promise<Answer> {
    // A signed-in browser gets a page without the form.
    await this.learn('/sign-in', 'Sign in', visitor())
    return this.post('/sign-in', 'Sign in', { country: 'US', phone, password, ...more }, by)
  }

  /** Resets all limits and sums; twice, because servers write their counts up to a second later. */
  async liftLimits() {
    for (const origin of [...this.#origins, ...this.#origins]) {
      const body = new FormData()
      body.set('from', '/sign-up')
      const { status } = await fetch(`${origin}/demo/limits`, {
        method: 'POST',
        body,
        headers: { origin },
        redirect: 'manual',
      })
      if (status !== 303) throw new Error(`the limits were not lifted: ${status}`)
    }
  }

  look = (path: string, by: Visitor) => this.#request(path, by)

  /** Returns a form's hidden fields, cached for all visitors: they identify the action, not the visitor. */
  learn(path: string, button: string, by: Visitor): Promise<Fields> {
    const form = `${this.#ownForms ? path : path.split('/')[1]}: ${button}`
    const known = this.#forms.get(form)
    if (known) return known
    const fields = this.look(path, by).then(({ html }) => fieldsOf(hiddenFields(html, button)))
    this.#forms.set(form, fields)
    return fields
  }

  async post(path: string, button: string, fields: Fields, by: Visitor): Promise<Answer> {
    const hidden = await this.learn(path, button, by)
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...hidden, ...fields })) body.set(name, value)
    return this.#request(path, by, body)
  }

  async #request(path: string, { clientIp, cookies }: Visitor, body?: FormData): Promise<Answer> {
    const origin = this.#origins[this.#turn++ % this.#origins.length] ?? ''
    const cookie = [...cookies].map((one) => one.join('=')).join('; ')
    const headers = { origin, cookie, 'x-forwarded-for': clientIp }
    const method = body ? 'POST' : 'GET'
    const response = await fetch(origin + path, { method, body, headers, redirect: 'manual' })
    const given = response.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
    for (const one of given) cookies.set(one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1))
    const location = response.headers.get('location')
    const url = location === null ? null : new URL(location, origin)
    const html = await response.text()
    return {
      status: response.status,
      location: url && url.pathname + url.search,
      html,
      ...answerIn(html),
      names: [...response.headers.keys(), ...given.map((one) => `cookie ${one.split('=')[0]}`)].toSorted(),
    }
  }
}

const fieldsOf = (data: FormData) => Object.fromEntries(data) as Fields

interface FormState {
  message?: string
  errors?: Fields
  challenge?: { puzzle: string; waitToken: string; sentence: string }
}

/** Reads the action's result from the page's data, which has it even if the page no longer shows it. */
function answerIn(html: string): Pick<Answer, 'message' | 'challenge'> {
  const [, answer] = /self\.__next_f\.push\(\[2,(.*?)\]\)<\/script>/s.exec(html) ?? []
  const [state]: [FormState?] = answer ? JSON.parse(answer) : []
  const [sentence] = [state?.message, ...Object.values(state?.errors ?? {}), state?.challenge?.sentence].filter(Boolean)
  return { message: sentence ?? '', challenge: state?.challenge }
}
