/** Draws the key at full size; its shaft continues past the edge of the window. */
export function HeroKey() {
  return (
    <svg viewBox="0 0 2400 360" preserveAspectRatio="xMinYMid slice" aria-hidden="true" className="hero-key">
      <path d="M1 180a104 104 0 1 0 208 0a104 104 0 1 0-208 0ZM209 180H2400M288 180v64h20v-24h20v40h20v-80" />
      <circle cx="62" cy="180" r="22" />
    </svg>
  )
}
