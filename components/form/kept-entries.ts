const KEY = 'latchkey-entries'

interface Kept {
  path: string
  entries: [id: string, value: string][]
}

/** Returns whether a field may be stored: never a password, even while revealed, nor a code. */
function isKept(element: Element): element is HTMLInputElement | HTMLSelectElement {
  if (element instanceof HTMLSelectElement) return element.id !== ''
  if (!(element instanceof HTMLInputElement) || element.id === '') return false
  return !/^(hidden|password)$/.test(element.type) && !/password|one-time-code/.test(element.autocomplete)
}

/** Stores the entries of this page's forms for its next load in this tab. */
export function keepEntries(): void {
  const elements = [...document.forms].flatMap((form) => [...form.elements]).filter(isKept)
  const kept: Kept = { path: location.pathname, entries: elements.map(({ id, value }) => [id, value]) }
  try {
    sessionStorage.setItem(KEY, JSON.stringify(kept))
  } catch {
    // Storage is blocked: the entries are lost, but the page still reloads.
  }
}

/** Restores the stored entries of this page once. Returns whether there were any. */
export function restoreEntries(): boolean {
  const kept = takeKept()
  if (kept?.path !== location.pathname) return false
  for (const [id, value] of kept.entries) {
    const element = document.getElementById(id)
    if (!element || !isKept(element)) continue
    // React ignores `value =` (set-input-value.ts).
    if (element instanceof HTMLInputElement) element.setRangeText(value, 0, element.value.length, 'end')
    else element.value = value
    element.dispatchEvent(new Event('input', { bubbles: true }))
  }
  return true
}

function takeKept(): Kept | null {
  try {
    const text = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}
