import type { NetworkConditions, PresetName } from '@/lib/demo/network-conditions'

export type NetworkChange = { preset: PresetName; slowMotion?: boolean } | { gateways: NetworkConditions }

/** Changes the network conditions for all viewers. Returns whether the server has stored them. */
export async function changeNetwork(change: NetworkChange): Promise<boolean> {
  const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) }
  return fetch('/demo/network', request).then(
    ({ ok }) => ok,
    () => false,
  )
}
