import { StartFailure } from '../serve/start-failure'
import { type Kannel, startKannel } from './boxes'
import { type Carrier, type CarrierOptions, startCarrier } from './carrier'
import type { KannelAccess } from './config'
import { freePorts } from './ports'

const ATTEMPTS = 5

type Options = Omit<CarrierOptions, 'port'> & Pick<KannelAccess, 'username' | 'password' | 'inboundUrl'>

/** Starts a carrier and a Kannel on free ports, for tests. Retries if another process takes a port meanwhile. */
export async function startAnywhere(options: Options): Promise<{ carrier: Carrier; kannel: Kannel }> {
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      return await startOnce(options)
    } catch (error) {
      if (left === 0 || !isPortConflict(error)) throw error
    }
  }
}

async function startOnce({ username, password, inboundUrl, ...carrierOptions }: Options) {
  const [admin = 0, smsbox = 0, sendsms = 0, port = 0] = await freePorts(4)
  const carrier = await startCarrier({ ...carrierOptions, port })
  try {
    const ports = { admin, smsbox, sendsms }
    const smsc = { smscPort: carrier.port, smscPassword: carrier.password }
    return { carrier, kannel: await startKannel({ ports, ...smsc, username, password, inboundUrl }) }
  } catch (error) {
    await carrier.stop()
    throw error
  }
}

const isPortConflict = (error: unknown) =>
  error instanceof StartFailure || (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
