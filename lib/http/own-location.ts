/**
 * Where an answer sends the browser on to, if that is a place of ours; the start page for every other. So no address
 * that a page may ever make from what it was given leads to another host.
 */
export function ownLocation(location: string, origin: string): string {
  return URL.canParse(location, origin) && new URL(location, origin).origin === origin ? location : '/'
}
