/** Six digits that are a word of their own, and not part of a longer number, an amount or a date. */
const CODE = /(^|[\s"'“‘(:#])(\d{6})(?![\w-]|[.,:/]\d)/

/** The last line of a message with a code, which binds it to a site (WebOTP) and is not for people. */
const SITE_LINE = /\s*\n@\S+ #\d+\s*$/

/** Splits a message before the line that binds its code to a site. */
export function splitAtSiteLine(body: string): { text: string; siteLine: string } {
  const at = SITE_LINE.exec(body)?.index ?? body.length
  return { text: body.slice(0, at), siteLine: body.slice(at) }
}

interface TextParts {
  before: string
  code: string | null
  after: string
}

/** Splits a message at its first code. */
export function splitAtCode(body: string): TextParts {
  const match = CODE.exec(body)
  const code = match?.[2]
  if (!match || code === undefined) return { before: body, code: null, after: '' }
  const start = match.index + match[0].length - code.length
  return { before: body.slice(0, start), code, after: body.slice(start + code.length) }
}
