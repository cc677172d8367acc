import fs from 'node:fs'
import path from 'node:path'
import { buildVersion } from '../build-version.mjs'

const FOLDERS = ['app', 'components', 'lib']
const DIRECTIVE = /['"]use server['"]/g
/** As the first statement of a file, the directive makes all exports actions. */
const OF_A_FILE = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use server['"]/

/** Returns the names that a file exports, by declaration or by list. */
export function exportsOf(source: string): string[] {
  const declared = [...source.matchAll(/^export (?:async )?(?:const|let|function) (\w+)/gm)].map(([, name]) => name)
  const listed = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) => list.split(','))
  return [
    ...declared,
    ...listed.map((one) =>
      one
        .trim()
        .split(/\s+as\s+/)
        .at(-1),
    ),
  ].filter((name) => name !== undefined && name !== '') as string[]
}

/** Returns the names of all server actions in a source: exports of action files, and functions with the directive. */
export function actionsIn(source: string): string[] {
  const isFile = OF_A_FILE.test(source)
  const within = [...source.matchAll(DIRECTIVE)].slice(isFile ? 1 : 0)
  const names = within.map(
    ({ index }) => [...source.slice(0, index).matchAll(/\b(?:const|function) (\w+)/g)].at(-1)?.[1],
  )
  return [...(isFile ? exportsOf(source) : []), ...names.map((name) => name ?? 'without a name')]
}

export interface Source {
  file: string
  source: string
}

/** Returns all sources that pages can contain. */
export const sources = (): Source[] =>
  FOLDERS.flatMap((folder) =>
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.includes('generated'))
      .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
      .map((file) => ({ file, source: fs.readFileSync(file, 'utf8') })),
  )

/** Returns the number of server actions in the build. */
export function actionsBuilt(): number {
  const manifest = path.join(buildVersion().dir, 'server/server-reference-manifest.json')
  return Object.keys(JSON.parse(fs.readFileSync(manifest, 'utf8')).node).length
}
