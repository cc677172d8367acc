import fs from 'node:fs'
import { findSourceMap } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const OUR_CODE = /^(app|components|lib(?!\/db\/generated)|scripts)\/|^(server|proxy|instrumentation)\.ts:/

/** Returns `file:line:column` of the first stack frame in our own code, or else of the first in the project folder. */
export function errorLocation({ stack, message }: Error): string | undefined {
  if (!stack) return undefined
  // The message comes before the frames and may contain lines that look like one.
  const places = stack
    .slice(Math.max(0, stack.indexOf(message)) + message.length)
    .split('\n')
    .flatMap((frame) => placeIn(frame) ?? [])
  return places.find((place) => OUR_CODE.test(place)) ?? places[0]
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
  const relative = path.relative(process.cwd(), file).split(path.sep).join('/')
  const isInside = !relative.startsWith('..') && !path.isAbsolute(relative) && fs.existsSync(relative)
  return isInside ? `${relative}:${line}:${column}` : undefined
}

interface Place {
  file: string
  line: number
  column: number
}

/** Node applies source maps to stacks itself, unless `prepareStackTrace` is set, as Next.js does. */
function original(place: Place): Place {
  if (!Error.prepareStackTrace) return place
  const entry = findSourceMap(place.file)?.findEntry(place.line - 1, place.column - 1)
  if (!entry || !('originalSource' in entry)) return place
  const { originalSource, originalLine, originalColumn } = entry
  return { file: pathOf(originalSource), line: originalLine + 1, column: originalColumn + 1 }
}

function pathOf(where: string): string {
  try {
    return fileURLToPath(where)
  } catch {
    return where
  }
}
