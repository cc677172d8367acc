import * as z from 'zod'
import type { NetworkConditionRow } from '@/lib/db/queries/network-conditions'
import {
  SIMULATED_GATEWAYS as GATEWAY_NAMES,
  type SimulatedGateway as GatewayName,
} from '@/lib/delivery/gateways/registry'

export { GATEWAY_NAMES, type GatewayName }

const MAX_DELAY_MS = 60_000

const share = z.number().min(0).max(1)
const milliseconds = z.number().int().min(0).max(MAX_DELAY_MS)

/** The condition of one simulated gateway and its carrier. Fields that are left out have no effect. */
const condition = z.strictObject({
  /** Mean time to the phone, plus or minus a third; null: CARRIER_DELAY_MS. */
  delayMs: milliseconds.nullable().default(null),
  /** Share of accepted messages that never arrive and are never reported. */
  loss: share.default(0),
  /** Share of messages that the gateway refuses temporarily; 1: the gateway is down. */
  failureRate: share.default(0),
  /** The gateway accepts messages and reports them as undelivered. */
  carrierDown: z.boolean().default(false),
  receiptDelayMs: milliseconds.default(0),
  receiptsLost: z.boolean().default(false),
  receiptsDuplicated: z.boolean().default(false),
  /** The last receipt of a message overtakes the earlier ones. */
  receiptsOutOfOrder: z.boolean().default(false),
  /** Gateway, carrier and delivery take seconds each, so that a code can be followed by eye. No part of a preset. */
  slowMotion: z.boolean().default(false),
})

export type NetworkCondition = z.infer<typeof condition>
export type NetworkConditions = Record<GatewayName, NetworkCondition>

export const CLEAR: Readonly<NetworkCondition> = condition.parse({})

const shape = Object.fromEntries(GATEWAY_NAMES.map((gateway) => [gateway, condition.default(CLEAR)])) as Record<
  GatewayName,
  z.ZodDefault<typeof condition>
>

/** Conditions of all gateways; a gateway that is left out is clear. */
export const networkConditions = z.strictObject(shape)

const onBoth = (changes: Partial<NetworkCondition>) => ({ handset: changes, 'handset-b': changes })

const presets = {
  clear: {},
  slow: onBoth({ delayMs: 8000, receiptDelayMs: 4000 }),
  lossy: onBoth({ loss: 0.4 }),
  // Only the first gateway fails, so that the second takes over.
  'gateway-down': { handset: { failureRate: 1 } },
  'carrier-down': { handset: { carrierDown: true } },
  'receipts-lost': onBoth({ receiptsLost: true }),
  duplicated: onBoth({ receiptsDuplicated: true }),
  'out-of-order': onBoth({ receiptsOutOfOrder: true }),
}

export type PresetName = keyof typeof presets

export const PRESET_NAMES = Object.keys(presets) as [PresetName, ...PresetName[]]

export const preset = (name: PresetName): NetworkConditions => networkConditions.parse(presets[name])

const mapConditions = (of: NetworkConditions, change: (one: NetworkCondition) => NetworkCondition) =>
  Object.fromEntries(GATEWAY_NAMES.map((gateway) => [gateway, change(of[gateway])])) as NetworkConditions

export const withSlowMotion = (conditions: NetworkConditions, slowMotion: boolean): NetworkConditions =>
  mapConditions(conditions, (one) => ({ ...one, slowMotion }))

const key = (conditions: NetworkConditions) =>
  JSON.stringify(mapConditions(conditions, (one) => condition.parse({ ...one, slowMotion: false })))

/** Returns the preset with exactly these conditions, whether or not in slow motion, or null. */
export const presetOf = (conditions: NetworkConditions): PresetName | null =>
  PRESET_NAMES.find((name) => key(preset(name)) === key(conditions)) ?? null

export function conditionsFrom(rows: NetworkConditionRow[]): NetworkConditions {
  const found = rows.map(({ gateway, ...of }) => [gateway, of] as const)
  return { ...preset('clear'), ...Object.fromEntries(found) }
}
