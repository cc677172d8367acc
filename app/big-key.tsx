/** The latchkey at full size; its shaft leaves the window, and comes back in below as the way of the code. */
export function BigKey() {
  return (
    <svg viewBox="0 0 2400 360" aria-hidden="true" className="big-key">
      <path d="M286.8 102.4A132 132 0 1 0 312 180H2400M560 180v78m44-78v54" />
      <circle cx="120" cy="180" r="26" />
    </svg>
  )
}
