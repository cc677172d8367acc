/** Types for the person. `setRangeText` and not `value =`, which React takes for its own doing and tells nobody of. */
export function setInputValue(id: string, text: string) {
  const input = document.getElementById(id)
  if (!(input instanceof HTMLInputElement)) return
  input.setRangeText(text, 0, input.value.length, 'end')
  input.dispatchEvent(new Event('input', { bubbles: true }))
  input.focus()
}
