import type { Env } from '@/lib/env'

/** Where to go and what to try, for the terminal. */
export function welcome({ appOrigin, mode, port, demoAccessKey }: Env): string {
  if (mode === 'live') return `Latchkey serves ${appOrigin} on port ${port}.`
  return [
    '',
    `  Latchkey is up: open ${appOrigin}`,
    '',
    `  Try it: sign up at ${appOrigin}/sign-up with the number +1 202 555 0123,`,
    `  and read the code on the simulated phone at ${appOrigin}/handset/+12025550123`,
    ...(demoAccessKey ? ['  The first page asks for the DEMO_ACCESS_KEY.'] : []),
    '  Stop it with Ctrl+C.',
    '',
  ].join('\n')
}
