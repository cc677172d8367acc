import fs from 'node:fs'
import { run } from './exec.mjs'

const QUIET = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] }

/** Whether packages of the system may be installed without asking: on Debian and its kin, as root. */
export const canAptInstall = () => process.getuid?.() === 0 && fs.existsSync('/etc/debian_version')

export async function aptInstall(name) {
  const updated = await run('apt-get', ['update', '-qq'], QUIET)
  return updated || run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], QUIET)
}
