import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartFailure } from '../serve/start-failure'
import { type KannelAccess, kannelConfig } from './config'
import { findKannel, NO_KANNEL } from './install.mjs'
import { requireFreePorts } from './ports'

const READY_WITHIN_MS = 15_000
const LOOK_EVERY_MS = 20
const SETPRIV = '/usr/bin/setpriv'

export interface Kannel {
  sendsmsUrl: string
  /** Its configuration, logs and receipts: private, and gone once it is stopped. */
  folder: string
  pids: number[]
  /** What Kannel says about itself, as text. */
  status(): Promise<string>
  /** Resolves with a sentence when a box ends that nobody stopped. */
  died: Promise<string>
  stop(): Promise<void>
}

type Box = { name: string; process: ChildProcess; ended: Promise<string> }

/** Starts Kannel's two boxes in a folder of their own; resolves once messages are carried. */
export async function startKannel(access: KannelAccess): Promise<Kannel> {
  const programs = findKannel()
  if (!programs) throw new StartFailure(NO_KANNEL)
  await requireFreePorts(Object.values(access.ports))
  const statusPassword = secret()
  const { folder, file } = writeFolder({ ...access, adminPassword: secret(), statusPassword })
  const boxes: Box[] = []
  const vanish = () => leaveNothing(boxes, folder)
  // Whatever ends this process in an orderly way, also in the middle of the next lines.
  process.once('exit', vanish)
  let stopped = false
  const stop = async () => {
    stopped = true
    const ends = boxes.map(({ process: box }) => isOver(box) || once(box, 'exit'))
    vanish()
    await Promise.all(ends)
    fs.rmSync(folder, { recursive: true, force: true })
    process.off('exit', vanish)
  }
  const status = () => statusText(access.ports.admin, statusPassword)
  const start = async (name: string, isReady: (status: string) => boolean) => {
    boxes.push(startBox(path.join(programs, name), file))
    await ready(boxes, folder, async () => isReady(await status()))
  }
  try {
    // One that comes before the bearerbox listens loses a second.
    await start('bearerbox', () => true)
    await start('smsbox', (text) => /smsbox:smsbox/.test(text) && /carrier\b.*\(online/.test(text))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    sendsmsUrl: `http://127.0.0.1:${access.ports.sendsms}/cgi-bin/sendsms`,
    folder,
    pids: boxes.flatMap(({ process: { pid } }) => pid ?? []),
    status,
    died: new Promise((resolve) => {
      for (const box of boxes) box.ended.then((sentence) => stopped || resolve(sentence))
    }),
    stop,
  }
}

function writeFolder(settings: Omit<Parameters<typeof kannelConfig>[0], 'folder'>): { folder: string; file: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'latchkey-kannel-'))
  const file = path.join(folder, 'kannel.conf')
  fs.mkdirSync(path.join(folder, 'receipts'), { mode: 0o700 })
  fs.writeFileSync(file, kannelConfig({ ...settings, folder }), { mode: 0o600 })
  return { folder, file }
}

const secret = () => randomBytes(18).toString('base64url')

/**
 * In a process group of its own, so that a Ctrl+C at the terminal reaches us alone and boxes end in our order. On Linux
 * the kernel ends a box when we die without a chance to.
 */
function startBox(program: string, config: string): Box {
  const command = [program, '-v', '4', config]
  const [file = '', ...args] = fs.existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--', ...command] : command
  const box = spawn(file, args, { cwd: path.dirname(config), stdio: 'ignore', detached: true })
  const name = path.basename(program)
  const ended = new Promise<string>((resolve) => {
    box.once('error', (error) => resolve(`Kannel's ${name} can't be run: ${error.message}.`))
    box.once('exit', (code, signal) => resolve(`Kannel's ${name} ended by itself (${signal ?? `code ${code}`}).`))
  })
  return { name, process: box, ended }
}

async function ready(boxes: Box[], folder: string, look: () => Promise<boolean>): Promise<void> {
  let over = ''
  for (const box of boxes) box.ended.then((sentence) => (over ||= `${sentence} ${lastWords(folder, box.name)}`.trim()))
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline && !over; await sleep(LOOK_EVERY_MS)) {
    if (await look().catch(() => false)) return
  }
  throw new StartFailure(over || `Kannel wasn't ready after ${READY_WITHIN_MS / 1000} seconds.`)
}

/** Why a box gave up. Only what it calls a panic: nothing there is about a message. */
function lastWords(folder: string, box: string): string {
  const file = path.join(folder, `${box}.log`)
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : []
  return lines.findLast((line) => line.includes('PANIC:'))?.replace(/^.*PANIC: /, 'It said: ') ?? ''
}

async function statusText(port: number, password: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/status.txt?password=${password}`, {
    signal: AbortSignal.timeout(2_000),
  })
  return answer.text()
}

const isOver = (box: ChildProcess) => box.pid === undefined || box.exitCode !== null || box.signalCode !== null

/**
 * At once, as nothing in the boxes outlives the run: asked nicely, they take three seconds. Whole groups, since a box that
 * was told to restart over its admin port ends and leaves a child of its own in its place.
 */
function leaveNothing(boxes: Box[], folder: string): void {
  for (const { process: box } of boxes) {
    try {
      if (box.pid !== undefined) process.kill(-box.pid, 'SIGKILL')
    } catch {} // all of them have ended
  }
  fs.rmSync(folder, { recursive: true, force: true })
}
