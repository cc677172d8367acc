/** Replaces the `{placeholders}` of a plain string; the browser loads no message formatter. */
export const interpolate = (sentence: string, places: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(places[name] ?? place))
