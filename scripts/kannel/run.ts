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

/** Kannel's usual ports and SMPP's, which the demo looks for when no KANNEL_URL is set. */
const PORTS = { admin: 13_000, smsbox: 13_001, sendsms: 13_013 }
const CARRIER_PORT = 2775
const USERNAME = 'latchkey'

/** `npm run kannel`: a Kannel and a carrier for the demo, until they are asked to end or one of them breaks. */
export async function runKannel(environment: NodeJS.ProcessEnv): Promise<void> {
  if (environment.MODE === 'live') throw new StartFailure('`npm run kannel` is for the demo alone: leave MODE out.')
  loadDemoSecrets(environment)
  const { authSecret, appOrigin, receiptOrigin, carrierDelayMs } = env()
  const started: { stop(): Promise<void> }[] = []
  const endAll = async () => {
    for (const { stop } of started.toReversed()) await stop()
  }
  shutDownOnSignal(endAll, { startedByNpm: environment.npm_lifecycle_event !== undefined })

  await requireFreePorts([CARRIER_PORT])
  const deliver = demoPhones({ origin: appOrigin, key: demoKey(authSecret, 'carrier'), say: console.log })
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
        reason ?? (arrives ? 'arrives, without a receipt' : 'accepted, then silence'),
      ]),
    ['all others', 'arrives'],
  ]
    .map(([number = '', outcome]) => `    ${number.padEnd(12)} ${outcome}`)
    .join('\n')

const guide = ({ sendsmsUrl }: Kannel, origin: string) => `
  Kannel takes messages at ${sendsmsUrl}
  and hands them to a simulated carrier, which brings them to the phones of the demo at ${origin}

  In another terminal:  SMS_ROUTES='*:kannel' npm start

  What becomes of an SMS, by its number:
${behaviorTable()}

  Stop it with Ctrl+C.
`
