import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const OUR_CODE = /^(app|components|lib(?!\/db\/generated)|scripts)\/|^(server|proxy|instrumentation)\.ts$/

/**
 * Returns where an error was thrown, as `file:line:column` from the top of the project: the first place of its stack in our
 * own code, or else the first in any other file of the folder, such as a package.
 */
export function errorPlace({ stack, message }: Error): string | undefined {
  if (!stack) return undefined
  // The message stands before the frames, and may have lines that look like one.
  const places = stack
    .slice(Math.max(0, stack.indexOf(message)) + message.length)
    .split('\n')
    .flatMap((frame) => placeIn(frame) ?? [])
  const place = places.find(({ file }) => OUR_CODE.test(file)) ?? places[0]
  return place && `${place.file}:${place.line}:${place.column}`
}

/** Only a file that is there: a message can't make up a place, and no words of it are written. */
function placeIn(frame: string) {
  const [, where = '', line, column] = /^\s+at (?:.*? \()?(?:async )?(.+?):(\d{1,6}):(\d{1,6})\)?$/.exec(frame) ?? []
  if (!where || where.startsWith('node:')) return undefined
  const file = path.relative(process.cwd(), pathOf(where)).split(path.sep).join('/')
  const isInside = !file.startsWith('..') && !path.isAbsolute(file) && fs.existsSync(file)
  return isInside ? { file, line, column } : undefined
}

function pathOf(where: string): string {
  try {
    return fileURLToPath(where)
  } catch {
    return where
  }
}
