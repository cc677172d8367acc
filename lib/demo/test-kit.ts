import * as z from 'zod'
import { db } from '@/lib/db/driver/client'
import { clearHandset, messagesAfter } from '@/lib/db/queries/handset-messages'
import { staysSimulated } from '@/lib/delivery/routing'
import { type HandsetMessageView, handsetPhone } from './handset-inbox'
import { changeNetwork, readNetwork } from './network'
import {
  type NetworkConditions,
  networkConditions,
  PRESET_NAMES,
  type PresetName,
  preset,
  presetOf,
  withSlowMotion,
} from './network-conditions'

const MOST_MESSAGES = 100

/** Returns the number of a simulated phone, or null for numbers that real gateways serve. */
export function simulatedPhone(param: string): string | null {
  const phone = handsetPhone(param)
  return phone !== null && staysSimulated(phone) ? phone : null
}

const messagesQuery = z.strictObject({ after: z.union([z.literal(''), z.uuid()]).optional() })

/** Returns the query of a list of messages, or null. Without `after` the list does not wait for messages. */
export function readMessagesQuery(parameters: URLSearchParams): { after?: string } | null {
  const names = [...parameters.keys()]
  const parsed = messagesQuery.safeParse(Object.fromEntries(parameters))
  return parsed.success && new Set(names).size === names.length ? parsed.data : null
}

/** Returns the messages that arrived after this one, oldest first; all for an empty or unknown id. */
export async function listMessages(phone: string, after = ''): Promise<HandsetMessageView[]> {
  const rows = await messagesAfter(db(), { to: phone, after: after || null, limit: MOST_MESSAGES })
  return rows.map((row) => ({ ...row, arrivedAt: row.arrivedAt.toISOString() }))
}

/** Deletes the messages that have arrived on a phone. Their receipts, and messages under way, stay. */
export const deleteMessages = (phone: string): Promise<number> => clearHandset(db(), phone)

export interface NetworkView {
  preset: PresetName | null
  gateways: NetworkConditions
  presets: PresetName[]
}

export async function networkView(): Promise<NetworkView> {
  const gateways = await readNetwork()
  return { preset: presetOf(gateways), gateways, presets: PRESET_NAMES }
}

const change = z.union([
  z.strictObject({ preset: z.enum(PRESET_NAMES), slowMotion: z.boolean().default(false) }),
  z.strictObject({ gateways: networkConditions }),
])

export const CHANGE_RULE = `Send a preset (${PRESET_NAMES.join(', ')}), or gateways with valid conditions.`

/** Replaces the network conditions. Returns false for an invalid body. */
export async function putNetwork(body: unknown): Promise<boolean> {
  const { data } = change.safeParse(body)
  if (!data) return false
  await changeNetwork('preset' in data ? withSlowMotion(preset(data.preset), data.slowMotion) : data.gateways)
  return true
}
