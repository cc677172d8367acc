import localFont from 'next/font/local'

/** Hanken Grotesk, self-hosted: has tabular figures and distinguishable I, l and 1. */
export const latin = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  variable: '--font-latin',
  // Excludes the bullet (U+2022): this font draws it as a square, so masked numbers would look like missing glyphs.
  declarations: [{ prop: 'unicode-range', value: 'U+0000-2021, U+2023-FFFF' }],
})

/** For names; fetched only by pages that contain extended Latin letters. */
export const latinExt = localFont({
  src: '../node_modules/@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-ext-wght-normal.woff2',
  weight: '100 900',
  display: 'swap',
  variable: '--font-latin-ext',
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: 'unicode-range', value: 'U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1EFF, U+20A0-20C0' }],
})
