import { ipOf, phoneOf } from './clients.mjs'
import { formOf, post } from './forms.mjs'
import { patiently } from './server.mjs'

/** Requests of one sign-up: four pages and three forms, as a browser without JavaScript sends them. */
export const REQUESTS_PER_SIGN_UP = 7

/** Creates the n-th account through the pages. `codes` holds the latest code of each number. */
export async function signUp({ origin, n, codes }) {
  const phone = phoneOf(n)
  const clientIp = ipOf(n)
  let cookie = ''
  let path = '/sign-up'
  const submit = async (button, fields) => {
    const form = await formOf(origin, path, button, cookie, clientIp)
    const response = await post({ origin, path, form, fields, clientIp, cookie })
    if (response.status !== 303) throw new Error(`${path}: unexpected status ${response.status}`)
    cookie ||= response.cookie
    path = response.path
  }
  await submit('Send code', { country: 'US', phone })
  const id = path.split('/').at(-1)
  await patiently(() => codes.get(phone), `${phone} had not received a code`, 10)
  await submit('Verify', { id, code: codes.get(phone) })
  await submit('Create account', { id, name: 'Ada Lovelace', password: `quiet harbour seventeen lamps ${n}` })
  await fetch(`${origin}${path}`, { headers: { cookie, 'x-forwarded-for': clientIp } }).then((page) => page.text())
}
