import { env } from '@/lib/config/env'
import { db } from '@/lib/db/driver/client'
import { codePaths } from '@/lib/db/queries/code-paths'
import { ATTACKING_BROWSERS } from './attack/attackers'
import { type CodePath, codePathOf } from './code-path'
import { readNetwork } from './network'
import { type NetworkConditions, type PresetName, presetOf } from './network-conditions'

const SHOWN = 6

/** Messages of decoys go to the null gateway, so that the stage also shows that they send nothing. */
const DECOYS = 'null'

/** Verifications with a message to any other gateway are not shown. */
export const shownGateways = (): string[] => [...env().simulatedGateways, DECOYS]

/**
 * Returns the newest verifications whose messages are simulated, newest first: never those of real gateways. An attack on the
 * stage, which has a panel of its own, does not displace the others.
 */
export async function stagePaths(): Promise<CodePath[]> {
  const of = { gateways: shownGateways(), exceptBrowsers: ATTACKING_BROWSERS, limit: SHOWN }
  return (await codePaths(db(), of)).map(codePathOf)
}

export interface StageView {
  paths: CodePath[]
  network: StageNetwork
}

export interface StageNetwork {
  /** Null for conditions that are no preset. */
  preset: PresetName | null
  gateways: NetworkConditions
  /** The delay of gateways without one of their own. */
  usualDelayMs: number
}

export async function stageView(): Promise<StageView> {
  const [paths, gateways] = await Promise.all([stagePaths(), readNetwork()])
  return { paths, network: { preset: presetOf(gateways), gateways, usualDelayMs: env().carrierDelayMs } }
}
