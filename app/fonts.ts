import localFont from 'next/font/local'

/** Hanken Grotesk, served by ourselves: tabular figures, and an I, l and 1 that can be told apart. */
export const latin = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  variable: '--font-latin',
  // All of the file but the bullet (U+2022), which it draws as a square: a masked number would look like missing glyphs.
  declarations: [{ prop: 'unicode-range', value: 'U+0000-2021, U+2023-FFFF' }],
})

/** For names; fetched only by pages that show such a letter. */
export const latinExt = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-ext-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  variable: '--font-latin-ext',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1EFF, U+20A0-20C0' }],
})
