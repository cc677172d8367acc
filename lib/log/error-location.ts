import fs from 'node:fs'
import { findSourceMap, SourceMap } from 'node:module'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const OUR_CODE = /^(app|components|lib(?!\/db\/generated)|scripts)\/|^(server|proxy|instrumentation)\.ts:/

/** Returns `file:line:column` of the first stack frame in our own code, or else of the first in the project folder. */
export function errorLocation({ stack, message }: Error): string | undefined {
  if (!stack) return undefined
  // The message comes before the frames and may contain lines that look like one.
  const frames = stack.slice(Math.max(0, stack.indexOf(message)) + message.length).split('\n')
  let first: string | undefined
  for (const frame of frames) {
    const place = placeIn(frame)
    if (place && OUR_CODE.test(place)) return place
    first ??= place
  }
  return first
}

function placeIn(frame: string): string | undefined {
  const [, where = '', line, column] = /^\s+at (?:.*? \()?(?:async )?(.+?):(\d{1,6}):(\d{1,6})\)?$/.exec(frame) ?? []
  if (!where || where.startsWith('node:')) return undefined
  const thrownAt = { file: pathOf(where), line: Number(line), column: Number(column) }
  // A package's source map may refer to a source that is not installed.
  return insideProject(original(thrownAt)) ?? insideProject(thrownAt)
}

/** Accepts existing files only, so that no text of a message is logged as a location. */
function insideProject({ file, line, column }: Place): string | undefined {
  const relative = relativeTo(file)
  return isInside(file) && fs.existsSync(relative) ? `${relative}:${line}:${column}` : undefined
}

const relativeTo = (file: string) => path.relative(process.cwd(), file).split(path.sep).join('/')

const isInside = (file: string) => !relativeTo(file).startsWith('..') && !path.isAbsolute(relativeTo(file))

interface Place {
  file: string
  line: number
  column: number
}

/** Returns the place in the source, if `place` is in a compiled file. */
function original(place: Place): Place {
  // In development, Node loads and applies source maps itself, unless `prepareStackTrace` is set, as Next.js does.
  const loaded = Error.prepareStackTrace === undefined ? undefined : findSourceMap(place.file)
  return loaded ? mapped(place, loaded) : compiled(place)
}

const MOST_KNOWN = 1_000
const known = new Map<string, Place>()

/** Reads a source map only for an error in its file, and keeps nothing of it: all maps take a hundred megabytes. */
function compiled(place: Place): Place {
  const key = `${place.file}:${place.line}:${place.column}`
  const map = known.has(key) ? undefined : mapBeside(place.file)
  const found = known.get(key) ?? (map ? mapped(place, map) : place)
  if (known.size < MOST_KNOWN) known.set(key, found)
  return found
}

function mapped(place: Place, map: SourceMap): Place {
  const entry = map.findEntry(place.line - 1, place.column - 1)
  if (!('originalSource' in entry)) return place
  const { originalSource, originalLine, originalColumn } = entry
  const { href } = new URL(originalSource, pathToFileURL(place.file))
  return { file: pathOf(href), line: originalLine + 1, column: originalColumn + 1 }
}

function mapBeside(file: string): SourceMap | undefined {
  if (!isInside(file) || file.includes('node_modules')) return undefined
  try {
    return new SourceMap(JSON.parse(fs.readFileSync(`${file}.map`, 'utf8')))
  } catch {
    return undefined
  }
}

function pathOf(where: string): string {
  try {
    return fileURLToPath(where)
  } catch {
    return where
  }
}
