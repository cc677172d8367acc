export interface Project {
  /** All files, as paths from the root. */
  files: ReadonlySet<string>
  /** The rules that ARCHITECTURE.md defines. */
  rules: ReadonlySet<string>
  /** The text of each document. */
  documents: ReadonlyMap<string, string>
}

const FOLDERS = ['app', 'components', 'lib', 'prisma', 'e2e', 'public', 'bench', 'scripts', 'docs']
/** Folders that only exist once something was generated. */
const GENERATED = ['lib/db/generated']

const RULES = /\((R\d+(?:, R\d+)*)\)/g
const CODE_SPAN = /`([^`\n]+)`/g
const PATH = new RegExp(`^(?:${FOLDERS.join('|')})(?:/\\S*)?$`)
const FILE_IN_TEXT = new RegExp(
  `(?<![\\w/.@<>*-])(?:${FOLDERS.join('|')})/[\\w./-]*\\.(?:tsx?|mjs|css|json|md|prisma|sql)\\b`,
  'g',
)
const LINK = /\]\(([^)\s]+)\)/g
const COMMENT = /^\s*(?:\/\/|\/\*|\*|\{\/\*)|\s\/\/ /

/** Returns the rules that a text defines by headings: `### R1 ...`. */
export const rulesIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/^#+ (R\d+)\b/gm)].map(([, rule = '']) => rule))

/** Returns what a reader reads: a document as it is, the comments of code, line by line. */
export function proseOf(file: string, text: string): string {
  if (/\.(md|example)$/.test(file)) return text
  const lines = text.split('\n').filter((line) => COMMENT.test(line))
  return lines.map((line) => line.replace(/^.*?(?=\/\/ |\/\*|^\s*\*)/, '')).join('\n')
}

/** Returns what a document or the comments of a file refer to in vain: rules, paths, and links of documents. */
export function deadReferences(file: string, text: string, project: Project): string[] {
  const prose = proseOf(file, text)
  return [
    ...all(RULES, prose)
      .flatMap((rules) => rules.split(', '))
      .filter((rule) => !project.rules.has(rule)),
    ...pathsIn(prose).filter((path) => !exists(path, project.files)),
    ...(file.endsWith('.md') ? all(LINK, prose).filter((link) => !leadsSomewhere(link, file, project)) : []),
  ]
}

const all = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, found = '']) => found)

/** Paths in backticks may name anything; in running text and in commands, only files are recognized. */
function pathsIn(prose: string): string[] {
  const spans = all(CODE_SPAN, prose).map((span) => span.split(' ')[0] ?? '')
  const files = [...prose.matchAll(FILE_IN_TEXT)].map(([path]) => path)
  return [...new Set([...spans.filter((span) => PATH.test(span)), ...files])]
}

/** Whether a path names a file, folder or module. `<placeholder>` and `*` match any name, `{a,b}` has to match each. */
function exists(path: string, files: ReadonlySet<string>): boolean {
  const plain = path.replace(/[#:].*$/, '').replace(/\/$/, '')
  if (GENERATED.some((folder) => plain === folder || plain.startsWith(`${folder}/`))) return true
  return alternatives(plain).every((one) => {
    const pattern = new RegExp(`^${patternOf(one)}(?:\\.tsx?|\\.mjs)?(?:/|$)`)
    return [...files].some((file) => pattern.test(file))
  })
}

function alternatives(path: string): string[] {
  const [whole, names] = /\{([^{}]+)\}/.exec(path) ?? []
  if (!whole || !names) return [path]
  return names.split(',').flatMap((name) => alternatives(path.replace(whole, name)))
}

const patternOf = (path: string) =>
  path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/<[^<>/]+>/g, '[^/]+')
    .replace(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '.*'))

function leadsSomewhere(link: string, from: string, { files, documents }: Project): boolean {
  if (/^https?:/.test(link)) return true
  const { pathname, hash } = new URL(link, `file:///${from}`)
  const target = decodeURIComponent(pathname).slice(1)
  if (!exists(target, files)) return false
  return hash === '' || anchorsIn(documents.get(target) ?? '').includes(decodeURIComponent(hash).slice(1))
}

/** The anchors that GitHub gives to headings. */
const anchorsIn = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
