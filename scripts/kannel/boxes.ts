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
const POLL_EVERY_MS = 20
const SETPRIV = '/usr/bin/setpriv'

export interface Kannel {
  sendsmsUrl: string
  /** Configuration, logs and receipts. Private, and removed by `stop`. */
  folder: string
  pids: number[]
  status(): Promise<string>
  /** Resolves with a message if a box exits without `stop`. */
  died: Promise<string>
  stop(): Promise<void>
}

type Box = { name: string; process: ChildProcess; ended: Promise<string> }

/** Starts Kannel's two boxes in a new folder; resolves once the carrier is connected. */
export async function startKannel(access: KannelAccess): Promise<Kannel> {
  const programs = findKannel()
  if (!programs) throw new StartFailure(NO_KANNEL)
  await requireFreePorts(Object.values(access.ports))
  const statusPassword = secret()
  const { folder, file } = writeFolder({ ...access, adminPassword: secret(), statusPassword })
  const boxes: Box[] = []
  const cleanUp = () => killAndRemove(boxes, folder)
  // Also cleans up if this process exits during the start.
  process.once('exit', cleanUp)
  let stopped = false
  const stop = async () => {
    stopped = true
    const ends = boxes.map(({ process: box }) => hasExited(box) || once(box, 'exit'))
    cleanUp()
    await Promise.all(ends)
    fs.rmSync(folder, { recursive: true, force: true })
    process.off('exit', cleanUp)
  }
  const status = () => statusText(access.ports.admin, statusPassword)
  const start = async (name: string, isReady: (status: string) => boolean) => {
    boxes.push(startBox(path.join(programs, name), file))
    await ready(boxes, folder, async () => isReady(await status()))
  }
  try {
    // An smsbox that starts before the bearerbox listens retries only after a second.
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

/** Starts a box in its own process group, out of reach of Ctrl+C. On Linux the kernel kills it if this process dies. */
function startBox(program: string, config: string): Box {
  const command = [program, '-v', '4', config]
  const [file = '', ...args] = fs.existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--', ...command] : command
  const box = spawn(file, args, { cwd: path.dirname(config), stdio: 'ignore', detached: true })
  const name = path.basename(program)
  const ended = new Promise<string>((resolve) => {
    box.once('error', (error) => resolve(`Could not run Kannel's ${name}: ${error.message}.`))
    box.once('exit', (code, signal) => resolve(`Kannel's ${name} exited unexpectedly (${signal ?? `code ${code}`}).`))
  })
  return { name, process: box, ended }
}

async function ready(boxes: Box[], folder: string, isReady: () => Promise<boolean>): Promise<void> {
  let failure = ''
  for (const box of boxes)
    box.ended.then((sentence) => (failure ||= `${sentence} ${panicMessage(folder, box.name)}`.trim()))
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline && !failure; await sleep(POLL_EVERY_MS)) {
    if (await isReady().catch(() => false)) return
  }
  throw new StartFailure(failure || `Kannel was not ready after ${READY_WITHIN_MS / 1000} seconds.`)
}

/** Returns the cause of a box's failure from its log: PANIC lines only, since these contain no message texts. */
function panicMessage(folder: string, box: string): string {
  const file = path.join(folder, `${box}.log`)
  const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').split('\n') : []
  return lines.findLast((line) => line.includes('PANIC:'))?.replace(/^.*PANIC: /, 'Cause: ') ?? ''
}

async function statusText(port: number, password: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/status.txt?password=${password}`, {
    signal: AbortSignal.timeout(2_000),
  })
  return response.text()
}

const hasExited = (box: ChildProcess) => box.pid === undefined || box.exitCode !== null || box.signalCode !== null

// Kills process groups, because a box that restarts over its admin port leaves a child in its place. Uses SIGKILL,
// because a graceful stop takes three seconds and boxes hold nothing worth saving.
function killAndRemove(boxes: Box[], folder: string): void {
  for (const { process: box } of boxes) {
    try {
      if (box.pid !== undefined) process.kill(-box.pid, 'SIGKILL')
    } catch {} // already exited
  }
  fs.rmSync(folder, { recursive: true, force: true })
}
