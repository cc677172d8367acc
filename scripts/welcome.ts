import type { Env } from '@/lib/env'

/** Where to go and what to try, for the terminal. */
export function welcome(config: Env): string {
  const { appOrigin, mode, port, demoAccessKey } = config
  if (mode === 'live') return `Latchkey serves ${appOrigin} on port ${port}.`
  return [
    '',
    `  Latchkey is up: open ${appOrigin}`,
    '',
    ...waysOfTexts(config),
    ...(demoAccessKey ? ['  The first page asks for the DEMO_ACCESS_KEY.'] : []),
    '  Stop it with Ctrl+C.',
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
