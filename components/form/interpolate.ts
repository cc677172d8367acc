/** Puts values into the `{places}` of a ready sentence; the browser carries no message formatter. */
export const interpolate = (sentence: string, places: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => String(places[name] ?? place))
