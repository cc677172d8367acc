import type { SmsGateway } from '@/lib/delivery/gateways/gateway'
import type { SimulatedGateway } from '@/lib/delivery/gateways/registry'

// Replaces the simulated gateways and their carrier in builds for MODE=live (scripts/absent-in-live.mjs).

export const handsetGateways: Partial<Record<SimulatedGateway, SmsGateway>> = {}

export const reportArrivals = async (): Promise<void> => {}
