import type { Env } from '@/lib/config/env'

/** What the terminal shows once requests are accepted: where to go, what to try, and how long the start took. */
export function welcome(config: Env, took?: string): string {
  const { appOrigin, mode, port, demoAccessKey } = config
  const ready = took ? `  (ready after ${took})` : undefined
  if (mode === 'live') return [`Latchkey serves ${appOrigin} on port ${port}.`, ready].filter(Boolean).join('\n')
  return [
    '',
    `  Latchkey is up: open ${appOrigin}`,
    '',
    ...waysOfTexts(config),
    ...(demoAccessKey ? ['  The first page asks for the DEMO_ACCESS_KEY.'] : []),
    '  Stop it with Ctrl+C.',
    ...(ready ? [ready] : []),
    '',
  ].join('\n')
}

function waysOfTexts({ appOrigin, smsRoutes, simulatedGateways, demoNumbers }: Env): string[] {
  const gateways = new Set(smsRoutes.flatMap(({ value }) => value))
  const real = [...gateways].filter((gateway) => !simulatedGateways.includes(gateway))
  if (real.length > 0) {
    const whom = demoNumbers === '*' ? 'Every number is' : `${demoNumbers.join(', ')} are`
    return [`  ${whom} written to for real, by ${real.join(', ')}.`]
  }
  return [
    `  Try it: sign up at ${appOrigin}/sign-up with the number +1 202 555 0123,`,
    `  and read the code on the simulated phone at ${appOrigin}/handset/+12025550123`,
  ]
}
