import { setTimeout as sleep } from 'node:timers/promises'
import { db } from '@/lib/db/driver/client'
import { cancelAttackMessages, deleteAttackRows, isSendingAttackMessages } from '@/lib/db/queries/attack-rows'
import { OVERALL, sendsTo } from '@/lib/guard/spread-rules'
import { count } from '@/lib/guard/tallies'
import { countryOf } from '@/lib/verification/phone'
import { attackRows, attackStart } from './attackers'

const LOOK_AGAIN_MS = 50
/** A dispatch to a simulated gateway takes milliseconds. */
const MOST_LOOKS = 100

/** Deletes all rows of an attack, once none of its messages is being sent: a later copy on a phone would remain. */
export async function cleanUp(): Promise<void> {
  const rows = attackRows()
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    await cancelAttackMessages(db(), rows)
    if (!(await isSendingAttackMessages(db(), rows))) break
    await sleep(LOOK_AGAIN_MS)
  }
  await deleteAttackRows(db(), rows)
}

/** Removes the attack's messages from the tallies of unverified messages. */
export function releaseTallies(messages: number): void {
  if (messages === 0) return
  for (const subject of [sendsTo(countryOf(attackStart(0).phone)), OVERALL]) count(subject, { attempted: -messages })
}
