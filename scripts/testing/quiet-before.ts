import { beforeEach } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { clearTallies } from '@/lib/db/queries/tallies'
import { exchange } from '@/lib/guard/tallies'
import { forgetSums } from '@/lib/testing/guard'

// Verifications and wrong codes of earlier tests would together look like an attack.
beforeEach(async () => {
  await db()
    .$executeRaw`UPDATE "Verification" SET "createdAt" = now() - interval '1 hour' WHERE "createdAt" > now() - interval '1 hour'`
  await exchange()
  await db().$transaction(clearTallies)
  forgetSums()
})
