import type { NetworkConditions, PresetName } from '@/lib/demo/network-conditions'

export type NetworkChange = { preset: PresetName; slowMotion?: boolean } | { gateways: NetworkConditions }

/** Changes the network conditions for all viewers. Returns whether the server has stored them. */
export async function changeNetwork(change: NetworkChange): Promise<boolean> {
  const body = new FormData()
  body.set('change', JSON.stringify(change))
  return fetch('/demo/network', { method: 'POST', body }).then(
    ({ ok }) => ok,
    () => false,
  )
}
