import { createHash } from 'node:crypto'
import type { ErrorText } from './error-texts'

/** Self-contained, since a page for a misdirected request cannot load anything. Colors as in the application. */
const STYLE = `
:root{color-scheme:light dark;--paper:#fbfcfa;--ink:#141922;--soft:#535c69;--line:#dfe3df;--signal:#00714f}
@media(prefers-color-scheme:dark){:root{--paper:#10141a;--ink:#eef1ef;--soft:#a6afb9;--line:#2a313a;--signal:#4fd6a2}}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
header,main{box-sizing:border-box;max-width:64rem;margin:auto;padding:1rem 1.25rem}
@media(width>=40rem){header,main{padding-inline:2rem}}
header{display:flex;min-height:4rem;align-items:center}
header a{display:inline-flex;min-height:2.75rem;align-items:center;gap:.625rem;color:inherit;font-weight:600;font-size:1.125rem;letter-spacing:-.025em;text-decoration:none}
svg{width:2.125rem;height:1.25rem;fill:none;stroke:var(--signal);stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
hr{margin:0;border:0;border-top:1px solid var(--line)}
main{padding-block:3rem 6rem}
h1{margin:0 0 .75rem;font-size:clamp(1.75rem,1.5rem + 1.2vw,2.25rem);line-height:1.15;letter-spacing:-.018em;text-wrap:balance}
p{max-width:27rem;margin:0 0 2rem;color:var(--soft);font-size:1.125rem;line-height:1.75rem;overflow-wrap:anywhere}
main a{display:inline-flex;min-height:3rem;box-sizing:border-box;align-items:center;padding:.75rem 1.5rem;border-radius:.375rem;background:var(--ink);color:var(--paper);font-weight:500;text-decoration:none}
:focus-visible{outline:2px solid var(--signal);outline-offset:2px}
`

export const ERROR_PAGE_STYLE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`

const LOGO = '<svg viewBox="0 0 34 20" aria-hidden="true"><path d="M12.4 7.4A6 6 0 1 0 13 10h19v5m-7-5v4"/></svg>'

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => HTML[sign] ?? '')

export function errorPage({ title, text, reload }: ErrorText, home = '/'): string {
  // An empty URL reloads the current page with GET.
  const link = reload ? '<a href="">Reload the page</a>' : `<a href="${escaped(home)}">Go to the home page</a>`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)} - Latchkey</title>
<style>${STYLE}</style>
</head>
<body>
<header><a href="${escaped(home)}" aria-label="Latchkey home page">${LOGO}Latchkey</a></header>
<hr>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
${link}
</main>
</body>
</html>
`
}
