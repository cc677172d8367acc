/** What stands in a form now. React adds fields of its own for the post without JavaScript; those were not typed. */
export function formEntries(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const name of [...data.keys()]) if (name.startsWith('$ACTION_')) data.delete(name)
  return data
}
