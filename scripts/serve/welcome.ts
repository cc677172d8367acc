import type { Env } from '@/lib/config/env'

/** Returns the start banner: the URL, how to try the demo, and the duration of the start. */
export function welcome(config: Env, took?: string): string {
  const { appOrigin, mode, port, demoAccessKey } = config
  const ready = took ? `  (ready after ${took})` : undefined
  if (mode === 'live') return [`Latchkey is serving ${appOrigin} on port ${port}.`, ready].filter(Boolean).join('\n')
  return [
    '',
    `  Latchkey is up: open ${appOrigin}`,
    '',
    ...smsInstructions(config),
    ...(demoAccessKey ? ['  Enter the DEMO_ACCESS_KEY on the first page.'] : []),
    '  Press Ctrl+C to stop.',
    ...(ready ? [ready] : []),
    '',
  ].join('\n')
}

function smsInstructions({ appOrigin, smsRoutes, simulatedGateways, demoNumbers }: Env): string[] {
  const gateways = new Set(smsRoutes.flatMap(({ value }) => value))
  const real = [...gateways].filter((gateway) => !simulatedGateways.includes(gateway))
  if (real.length > 0) {
    const recipients = demoNumbers === '*' ? 'every number' : demoNumbers.join(', ')
    return [`  Real text messages are sent to ${recipients} through ${real.join(', ')}.`]
  }
  return [
    `  Try it: sign up at ${appOrigin}/sign-up with the number +1 202 555 0123,`,
    `  and read the code on the simulated phone at ${appOrigin}/handset/+12025550123`,
  ]
}
