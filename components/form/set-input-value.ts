/** Fills an input like typing. It uses `setRangeText`, because React ignores changes by `value =`. */
export function setInputValue(id: string, text: string) {
  const input = document.getElementById(id)
  if (!(input instanceof HTMLInputElement)) return
  input.setRangeText(text, 0, input.value.length, 'end')
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.focus()
}
