import fs from 'node:fs'
import { run } from './exec.mjs'

const QUIET = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] }

/** Returns whether system packages can be installed unattended: as root on Debian and its derivatives. */
export const canAptInstall = () => process.getuid?.() === 0 && fs.existsSync('/etc/debian_version')

export async function aptInstall(name) {
  const updated = await run('apt-get', ['update', '-qq'], QUIET)
  return updated || run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name], QUIET)
}
