import type { Person } from '@/lib/demo/people'

/** Fills an input like typing. It uses `setRangeText`, because React ignores changes by `value =`. */
function setText(input: HTMLInputElement, text: string): void {
  input.setRangeText(text, 0, input.value.length, 'end')
  input.dispatchEvent(new Event('input', { bubbles: true }))
}

export const inputOf = (page: Document, name: string): HTMLInputElement | null =>
  page.querySelector<HTMLInputElement>(`main form input[name="${name}"]`)

function fillIfEmpty(page: Document, name: string, text: string): void {
  const input = inputOf(page, name)
  if (input?.value === '') setText(input, text)
}

/** Fills the person's data into the empty fields of the framed page; never the code. */
export function fillInPerson(page: Document, person: Person): void {
  const country = page.querySelector<HTMLSelectElement>('main form select[name="country"]')
  if (country) country.value = person.country
  fillIfEmpty(page, 'phone', person.national)
  fillIfEmpty(page, 'name', person.name)
  fillIfEmpty(page, 'password', person.passphrase)
}

/** Enters a code, as a phone's keyboard suggests it, and submits it. */
export function enterCode(page: Document, code: string): void {
  const input = inputOf(page, 'code')
  if (!input) return
  setText(input, code)
  input.form?.requestSubmit()
}

/** Submits the form of the framed page that has this field. */
export const submitFormOf = (page: Document, field: string): void => inputOf(page, field)?.form?.requestSubmit()
