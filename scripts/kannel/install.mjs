import fs from 'node:fs'
import path from 'node:path'
import { aptInstall, canAptInstall } from '../apt.mjs'
import { run, step } from '../exec.mjs'

export const NO_KANNEL = 'Kannel was not found; install it (on Debian 12: `apt-get install kannel` as root).'
const BOXES = ['bearerbox', 'smsbox']
const SERVICE_POLICY = '/usr/sbin/policy-rc.d'
const STARTS_NOTHING = '#!/bin/sh\nexit 101\n'

/** Returns the folder with Kannel's programs. On Debian it is only in root's PATH. */
export function findKannel() {
  const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env.PATH ?? '').split(path.delimiter)]
  return folders.find((folder) => BOXES.every((box) => fs.existsSync(path.join(folder, box))))
}

export async function requireKannel() {
  if (!findKannel() && canAptInstall()) await step('installing Kannel', install).catch(() => undefined)
  const found = findKannel()
  if (found) return found
  throw new Error(NO_KANNEL)
}

/** Installs Kannel without its service, which Debian's package would start now and at every boot. */
async function install() {
  const lift = forbidStarting()
  try {
    const failed = await aptInstall('kannel')
    if (!failed) await run('update-rc.d', ['kannel', 'disable'], { stdio: 'ignore' })
    return failed
  } finally {
    lift()
  }
}

function forbidStarting() {
  try {
    fs.writeFileSync(SERVICE_POLICY, STARTS_NOTHING, { flag: 'wx', mode: 0o755 })
  } catch (error) {
    if (error.code === 'EEXIST') return () => {}
    throw error
  }
  const lift = () => {
    process.removeListener('exit', lift)
    fs.rmSync(SERVICE_POLICY, { force: true })
  }
  // Also if this process exits during the installation.
  process.once('exit', lift)
  return lift
}
