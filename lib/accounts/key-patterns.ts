const SHIFTED = '!@#$%^&*()_+{}|:"<>?~'
const UNSHIFTED = "1234567890-=[]\\;',./`"
/** The same keys in the Russian and the US layout. */
const CYRILLIC = 'йцукенгшщзхъфывапролджэячсмитьбю'
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,."

const exchanged = (text: string, from: string, to: string) =>
  [...text].map((character) => to[from.indexOf(character)] ?? character).join('')

const YEAR = /(?:19|20)\d{2}/g
/** With more digits, apparent years are likely random digits. */
const DIGITS_BESIDE_YEARS = 2
const IN_TURN = /^(?:\p{L}\p{N}){4,}\p{L}?$|^(?:\p{N}\p{L}){4,}\p{N}?$/u

const everyOther = (text: string, from: number) => [...text].filter((_, place) => place % 2 === from).join('')

function withoutYears(password: string): string {
  const digits = password.replace(YEAR, '').replace(/\D/g, '')
  return digits.length > DIGITS_BESIDE_YEARS ? password : password.replace(YEAR, '0')
}

/** Returns the password without each habit that hides a pattern from zxcvbn, such as shift keys and years. */
export function withoutHabits(password: string): string[] {
  const lower = password.toLowerCase()
  const all = [
    exchanged(lower, SHIFTED, UNSHIFTED),
    exchanged(lower, CYRILLIC, LATIN),
    withoutYears(password),
    ...(IN_TURN.test(password) ? [everyOther(password, 0) + everyOther(password, 1)] : []),
  ]
  return [...new Set(all)].filter((one) => one !== password && one !== lower)
}
