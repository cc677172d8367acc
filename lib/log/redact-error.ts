import { stripVTControlCharacters } from 'node:util'

/** Words of error messages of V8, Node, React, Next.js, Prisma and pg. None of them is a value. */
const WORDS = `
  a aborted aborting about above accepted access accessed across action actions after again agent all allowed already also
  an and another any app are arguments array as assertion assigned assignment async at await
  bad be because been before being below body both boundary bound browser buffer build but by bytes
  cache cached call called callback calls can can't cannot case cause caused certificate changed characters check chunk circular
  class client closed closing code codec column columns component components compile config configuration configured
  conflict connect connection connections consider constraint constructor contain contains content context convert
  converting could couldn't create created current currently
  data database datasource deadlock decode decoding default defined delete deployment deprecated deserialize detected did
  different digest directive directly disabled disconnected disk do document does doesn't don't done due duplicate during
  dynamic
  each early edge element else empty enabled encoded encoding encountered end ended engine entry environment error errors
  event exceeded exceeds execute executed executing exist exists expected expired export exported exports expression
  extensible extra
  failed failing failure fetch field fields file find finished first for foreign form format formdata forwarded found from full
  function functions
  generate get getting given global got
  handle handled handler hang has have header headers heap host hostname http
  id identifier if ignored implemented import in inside initialization initialize initialized input instance instead
  integer internal interrupted into invalid invariant invocation is isn't issue it iterable its
  json
  key keys kind known
  large larger layout length less level limit line list load loaded loading local locale locked login long longer lost
  made malformed many match matched matches maximum may memory message messages metadata method middleware might minimum
  mismatch missing mode model module more most multipart must
  name named names native need needed needs negative network never newer next no non none not nothing null number
  object objects occurred of offset old older omitted on once one only open operation option options or order origin other
  out outside over own
  page pages parameter parameters params parse parsed parser parsing part pass passed path pathname payload peer pending
  permission please pool port position possible prefetch prerender prevented primary private process promise properties
  property protocol prototype provide provided proxy
  query
  range reach reached read reading reason receive received record recursion redirect reference referenced refused register
  regular rejected rejection related relation released remote remove render rendered rendering replaced request requested
  requests require required reset resolve resolved resource response result results retry return returned returning route
  router row rows runtime
  same schema segment send sent serialize server service session set setting settled shared should signal single size
  socket some source specified stack start started state statement status still stopped storage store stream string
  strict structure such support supported syntax
  table taken target temporarily terminated text than that the their them then there these this thread throw thrown time
  timed timeout to token tokens too transaction trigger tried try trying type types
  unable unavailable undefined under unexpected unhandled unique unit unknown unreachable unresolved unsupported until
  up update upstream url use used user using
  valid validation value values variable version via violates violation
  was wait waiting wants warning way were what when where which while will with within without working worker would write
  writing written wrong
  yet you your
`

const KNOWN: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean))

const LONGEST_READ = 1000
const LONGEST_WRITTEN = 200
const OMITTED = '…'
const QUOTES = [/["“”]/, /`/, /(?<!\p{L})'|'(?!\p{L})/u]

/** Removes text from the first to the last quotation mark, since a value may contain some; to the end if unclosed. */
function withoutQuoted(text: string, isCutOff: boolean): string {
  let kept = text
  for (const mark of QUOTES) {
    const found = [...kept.matchAll(new RegExp(mark, 'gu'))]
    const [first] = found
    const last = found.at(-1)
    if (!first || !last) continue
    const rest = found.length > 1 && !isCutOff ? kept.slice(last.index + 1) : ''
    kept = `${kept.slice(0, first.index)} ${OMITTED} ${rest}`
  }
  return kept
}

const WORD = /^(\(?)(\p{L}[\p{L}'-]*)([).,:;!?]{0,2})$/u

const isNoMark = (token: string): boolean => /[\p{L}\p{N}…]/u.test(token)

const isKnown = (token: string): boolean => KNOWN.has(WORD.exec(token)?.[2]?.toLowerCase() ?? '')

/**
 * Returns the message with quoted parts and unknown words replaced by an ellipsis: an allowlist, since request data
 * occurs in error messages. A known word between two unknown ones goes too, since the three may be a passphrase.
 */
export function redactMessage(message: string): string {
  const isCutOff = message.length > LONGEST_READ
  const plain = stripVTControlCharacters(message.slice(0, LONGEST_READ))
  const tokens = withoutQuoted(plain, isCutOff).split(/\s+/u).filter(isNoMark)
  const known = tokens.map(isKnown)
  const isAlone = (index: number) => tokens.length > 1 && !known[index - 1] && !known[index + 1]
  const kept = tokens.map((token, index) => (known[index] && !isAlone(index) ? token : OMITTED))
  const once = kept.filter((token, index) => token !== OMITTED || kept[index - 1] !== OMITTED)
  return shortened(once)
}

function shortened(tokens: string[]): string {
  const text = tokens.join(' ')
  if (text.length <= LONGEST_WRITTEN) return text
  return `${text.slice(0, text.lastIndexOf(' ', LONGEST_WRITTEN - OMITTED.length))} ${OMITTED}`
}
