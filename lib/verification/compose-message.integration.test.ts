import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/driver/client'
import { enqueue } from '@/lib/delivery/outbox'
import { dispatchMessage } from '@/lib/testing/dispatch'
import { ageCounters, ageVerification, freshPhone, freshUser, started } from '@/lib/testing/verifications'
import { check } from './check'
import { resend } from './initiate'

const statusOf = async (id: string) => (await db().message.findUniqueOrThrow({ where: { id } })).status
const taken = (to: string) => db().handsetMessage.findMany({ where: { to } })

describe('message texts', () => {
  test('composes the text at dispatch, with the code first and bound to our host by the last line', async () => {
    const { messageId, phone, code } = await started()
    await dispatchMessage(messageId)
    expect(await taken(phone)).toMatchObject([
      {
        from: 'Latchkey',
        body: `${code} is your Latchkey code. It expires in 10 minutes. Don't share it.\n\n@localhost #${code}`,
      },
    ])
  })

  test('the text states the remaining lifetime of the code', async () => {
    const first = await started()
    await ageVerification(first.id, 240)
    await ageCounters(first.browserHash, 240)
    const again = await resend(first)
    if (again.kind !== 'sent') throw new Error(again.kind)
    await dispatchMessage(again.messageId)
    expect((await taken(first.phone))[0]?.body).toContain('expires in 6 minutes.')
  })

  test('a notice contains no code', async () => {
    const to = freshPhone()
    const id = await db().$transaction((tx) =>
      enqueue(tx, {
        verificationId: null,
        to,
        country: 'US',
        template: 'passwordChanged',
        locale: 'en',
        gateway: 'handset',
        lifeSeconds: 60,
      }),
    )
    await dispatchMessage(id)
    expect((await taken(to))[0]?.body).not.toMatch(/\d|@|#/)
  })
})

describe('expired messages (R7)', () => {
  const deadAfter = async (make: (of: Awaited<ReturnType<typeof started>>) => Promise<unknown>) => {
    const of = await started()
    await make(of)
    await dispatchMessage(of.messageId)
    expect(await taken(of.phone)).toEqual([])
    return statusOf(of.messageId)
  }

  test('does not send a code with less than 60 seconds of life left', async () => {
    expect(await deadAfter((of) => ageVerification(of.id, 541))).toBe('EXPIRED')
    const alive = await started()
    await ageVerification(alive.id, 537)
    await dispatchMessage(alive.messageId)
    expect(await taken(alive.phone)).toHaveLength(1)
  })

  test('does not send an expired code', async () => {
    expect(await deadAfter((of) => ageVerification(of.id, 660))).toBe('EXPIRED')
  })

  test('does not send a used code', async () => {
    expect(await deadAfter(check)).toBe('CANCELED')
  })

  test('does not send a code after a newer one was requested', async () => {
    const late = async (of: Awaited<ReturnType<typeof started>>) => {
      await ageVerification(of.id, 301)
      await ageCounters(of.browserHash, 301)
      await resend(of)
    }
    expect(await deadAfter(late)).toBe('CANCELED')
  })

  test('does not send a code whose verification was deleted', async () => {
    const gone = (of: { id: string }) => db().verification.delete({ where: { id: of.id } })
    expect(await deadAfter(gone)).toBe('CANCELED')
  })
})

describe('decoys', () => {
  test('a decoy takes the same steps as a real message and reaches no phone (R9)', async () => {
    const decoy = await started({ purpose: 'PASSWORD_RESET' })
    const real = await started({ purpose: 'PASSWORD_RESET', phone: (await freshUser()).phone })
    for (const { messageId } of [decoy, real]) {
      await dispatchMessage(messageId)
      const events = await db().messageEvent.findMany({ where: { messageId }, orderBy: { id: 'asc' } })
      expect(events.map((event) => event.status)).toEqual(['QUEUED', 'SENDING', 'ACCEPTED'])
    }
    expect(await taken(decoy.phone)).toEqual([])
    expect(await taken(real.phone)).toHaveLength(1)
  })
})
