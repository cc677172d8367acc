import fs from 'node:fs'
import { findSourceMap } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const OUR_CODE = /^(app|components|lib(?!\/db\/generated)|scripts)\/|^(server|proxy|instrumentation)\.ts:/

/**
 * Returns where an error was thrown, as `file:line:column` from the top of the project: the first place of its stack in our
 * own code, or else the first in any other file of the folder, such as a package.
 */
export function errorLocation({ stack, message }: Error): string | undefined {
  if (!stack) return undefined
  // The message stands before the frames, and may have lines that look like one.
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
  // The source of a package isn't always beside it.
  return insideProject(original(thrownAt)) ?? insideProject(thrownAt)
}

/** Only a file that is there: a message can't make up a place, and no words of it are written. */
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

/** The place in the source. Node applies source maps to stacks by itself, unless `prepareStackTrace` is set, as Next.js does. */
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
