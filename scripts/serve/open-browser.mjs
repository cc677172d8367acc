import { spawn } from 'node:child_process'

/** Returns the command that opens a URL in a browser; null as root, over SSH, in CI, in a pipe and with `--no-open`. */
export function browserCommand(url, { mode, isTTY, args, env, platform, uid }) {
  const isUnwanted = mode !== 'demo' || !isTTY || args.includes('--no-open') || isSet(env.CI)
  const isElsewhere = uid === 0 || env.SSH_CONNECTION || env.SSH_CLIENT || env.SSH_TTY
  if (isUnwanted || isElsewhere) return null
  if (platform === 'darwin') return ['open', url]
  // `start` takes its first quoted argument as the window title.
  if (platform === 'win32') return ['cmd', '/c', 'start', '""', url]
  return platform === 'linux' && (env.DISPLAY || env.WAYLAND_DISPLAY) ? ['xdg-open', url] : null
}

const isSet = (value) => Boolean(value) && value !== 'false'

/** Opens the stage of the demo. Ignores errors, since the terminal shows the URL. */
export function openBrowser({ appOrigin, mode }) {
  const { env, platform, stdout, argv } = process
  const here = { mode, isTTY: stdout.isTTY === true, args: argv, env, platform, uid: process.getuid?.() }
  const [command, ...args] = browserCommand(`${appOrigin}/demo`, here) ?? []
  if (!command) return
  const child = spawn(command, args, {
    stdio: 'ignore',
    detached: platform !== 'win32',
    windowsVerbatimArguments: true,
  })
  child.once('error', () => {})
  child.unref()
}
