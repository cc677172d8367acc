import { renderSVG } from 'uqr'
import { audit } from '@/lib/audit/audit'
import { readClientIp } from '@/lib/auth/request'
import { siteOrigin } from '@/lib/auth/site'
import { ipKey } from '@/lib/guard/ip-key'
import { acquire } from '@/lib/guard/limiter'
import { newPhonePass } from './phone-pass'

/** Modules around a QR code (ISO/IEC 18004). */
const QUIET_ZONE = 4

export interface PhoneQrCode {
  url: string
  svg: string
}

/**
 * Returns a URL that opens a phone in one more browser, with its QR code, or the seconds to wait. The token is in the
 * fragment, which browsers send to no server.
 */
export async function phoneQrCode(phone: string): Promise<PhoneQrCode | { retryInSeconds: number }> {
  const network = ipKey(await readClientIp())
  const decision = await acquire([{ policy: 'phonePasses', of: network }])
  if (!decision.allowed) {
    audit({ event: 'limit.hit', network, detail: { policy: decision.policy } })
    return { retryInSeconds: decision.retryInSeconds }
  }
  const url = `${siteOrigin()}/demo/enter#${await newPhonePass(phone)}`
  return { url, svg: renderSVG(url, { border: QUIET_ZONE }) }
}
