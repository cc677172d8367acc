/** Returns a form's data without the fields that React adds for posts without JavaScript. */
export function formEntries(form: HTMLFormElement): FormData {
  const data = new FormData(form)
  for (const name of [...data.keys()]) if (name.startsWith('$ACTION_')) data.delete(name)
  return data
}
