import { kitError, withTestKitAccess } from '@/app/api/handset/with-test-kit-access.demo'
import { CHANGE_RULE, networkView, putNetwork } from '@/lib/demo/test-kit'

/** Returns the conditions of the simulated gateways; demo only. */
export const GET = withTestKitAccess(async () => Response.json(await networkView()))

/** Replaces the conditions of all simulated gateways, by themselves or by a preset; demo only. */
export const PUT = withTestKitAccess(async (request) => {
  const isValid = await putNetwork(await request.json().catch(() => undefined))
  return isValid ? Response.json(await networkView()) : kitError(400, CHANGE_RULE)
})
