import { env } from '@/lib/config/env'
import { BEHAVIORS } from '@/lib/demo/carrier-behaviors'
import { demoKey } from '@/lib/demo/keys'
import { shutDownOnSignal } from '@/lib/http/graceful-shutdown'
import { loadDemoSecrets } from '../serve/demo-secrets'
import { StartFailure } from '../serve/start-failure'
import { type Kannel, startKannel } from './boxes'
import { startCarrier } from './carrier'
import { demoPhones } from './phone'
import { requireFreePorts } from './ports'
import { inboundUrl } from './replies'

/** The default ports of Kannel and SMPP, which the demo uses without KANNEL_URL. */
const PORTS = { admin: 13_000, smsbox: 13_001, sendsms: 13_013 }
const CARRIER_PORT = 2775
const USERNAME = 'latchkey'

export async function runKannel(environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment.MODE === 'live') throw new StartFailure('`npm run kannel` is for the demo only; unset MODE.')
  loadDemoSecrets(environment)
  const { authSecret, appOrigin, receiptOrigin, carrierDelayMs } = env()
  const started: { stop(): Promise<void> }[] = []
  const endAll = async () => {
    for (const { stop } of started.toReversed()) await stop()
  }
  shutDownOnSignal(endAll, { startedByNpm: environment.npm_lifecycle_event !== undefined })

  await requireFreePorts([CARRIER_PORT])
  const deliver = demoPhones({ origin: appOrigin, key: demoKey(authSecret, 'carrier'), log: console.log })
  const carrier = await startCarrier({ port: CARRIER_PORT, deliver, delayMs: carrierDelayMs })
  started.push(carrier)
  const kannel = await startKannel({
    ports: PORTS,
    smscPort: carrier.port,
    smscPassword: carrier.password,
    username: USERNAME,
    password: demoKey(authSecret, 'kannel'),
    inboundUrl: inboundUrl(receiptOrigin, authSecret),
  })
  started.push(kannel)
  kannel.died.then(async (sentence) => {
    console.error(sentence)
    await endAll()
    process.exit(1)
  })
  console.log(guide(kannel, appOrigin))
}

const behaviorTable = () =>
  [
    ...Object.entries(BEHAVIORS)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([digits, { arrives, reason }]) => [
        `…555 01${digits}`,
        reason ?? (arrives ? 'delivered, without a receipt' : 'accepted, neither delivered nor reported'),
      ]),
    ['all others', 'delivered'],
  ]
    .map(([number = '', outcome]) => `    ${number.padEnd(12)} ${outcome}`)
    .join('\n')

const guide = ({ sendsmsUrl }: Kannel, origin: string) => `
  Kannel accepts messages at ${sendsmsUrl}
  and forwards them to a simulated carrier, which delivers them to the simulated phones at ${origin}

  In another terminal:  SMS_ROUTES='*:kannel' npm start

  Outcome of an SMS by phone number:
${behaviorTable()}

  Press Ctrl+C to stop.
`
