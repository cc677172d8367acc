import { describe, expect, test } from 'vitest'
import { browserCommand } from './open-browser.mjs'

const URL_ = 'http://localhost:3000'
const DESKTOP = {
  mode: 'demo',
  isTTY: true,
  args: [] as string[],
  env: { DISPLAY: ':0' } as Record<string, string>,
  platform: 'linux',
  uid: 1000 as number | undefined,
}
const commandFor = (changes: object) => browserCommand(URL_, { ...DESKTOP, ...changes })

describe('npm start in a desktop terminal', () => {
  test.each([
    [{}, ['xdg-open', URL_]],
    [{ env: { WAYLAND_DISPLAY: 'wayland-0' } }, ['xdg-open', URL_]],
    [{ env: { DISPLAY: ':0', CI: 'false' } }, ['xdg-open', URL_]],
    [{ platform: 'darwin', env: {} }, ['open', URL_]],
    [{ platform: 'win32', env: {}, uid: undefined }, ['cmd', '/c', 'start', '""', URL_]],
  ])('opens the browser with %j', (changes, command) => {
    expect(commandFor(changes)).toEqual(command)
  })

  test.each([
    { mode: 'live' },
    { isTTY: false },
    { args: ['--no-open'] },
    { uid: 0 },
    { env: {} },
    { platform: 'freebsd' },
    ...['CI', 'SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY'].map((name) => ({ env: { DISPLAY: ':0', [name]: '1' } })),
    { platform: 'darwin', env: { SSH_TTY: '/dev/ttys001' } },
  ])('opens no browser with %j', (changes) => {
    expect(commandFor(changes)).toBeNull()
  })
})
