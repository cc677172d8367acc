import { db } from '@/lib/db/driver/client'
import { allNetworkConditions, storeNetworkConditions } from '@/lib/db/queries/network-conditions'
import { SIMULATED_GATEWAYS } from '@/lib/delivery/gateways/registry'
import { cached, forgetCached } from '@/lib/guard/cached'
import { conditionsFrom, type NetworkConditions } from './network-conditions'

const CACHE = 'network-conditions'
/** Short, because other processes apply a change after this time. */
const CACHED_MS = 100

/** Returns the conditions of the simulated gateways, which all processes share. */
export const readNetwork = (): Promise<NetworkConditions> =>
  cached(CACHE, CACHED_MS, async () => conditionsFrom(await allNetworkConditions(db())))

/** Replaces all conditions. They apply to messages that are sent, and receipts that are due, from now on. */
export async function changeNetwork(conditions: NetworkConditions): Promise<void> {
  await storeNetworkConditions(
    db(),
    SIMULATED_GATEWAYS.map((gateway) => ({ gateway, ...conditions[gateway] })),
  )
  forgetCached(CACHE)
}
