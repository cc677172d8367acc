import { describe, expect, test } from 'vitest'
import { receiptsOf } from './simulated-carrier'

const ARRIVAL = {
  id: 'a',
  reference: 'r',
  gateway: 'handset',
  receipt: 'DELIVERED',
  receiptDetail: null,
  receiptsLost: false,
  receiptsDuplicated: false,
  receiptsOutOfOrder: false,
}
const [DELIVERED, UNDELIVERED, ACCEPTED] = ['DELIVERED', 'UNDELIVERED', 'ACCEPTED'].map((status) => ({
  reference: 'r',
  status,
}))
const DOWN = { ...UNDELIVERED, detail: 'the carrier is down' }

describe('receipts of the simulated carrier', () => {
  test.each<[string, Partial<typeof ARRIVAL>, unknown[]]>([
    ['sends one receipt', {}, [DELIVERED]],
    ['sends none for a lost message', { receipt: undefined }, []],
    ['sends none if receipts are lost', { receiptsLost: true, receiptsDuplicated: true, receiptsOutOfOrder: true }, []],
    ['sends each twice if they are duplicated', { receiptsDuplicated: true }, [DELIVERED, DELIVERED]],
    [
      'sends the last one first if they are out of order',
      { receiptsOutOfOrder: true },
      [DELIVERED, UNDELIVERED, ACCEPTED],
    ],
    [
      'sends duplicates out of order',
      { receiptsDuplicated: true, receiptsOutOfOrder: true },
      [DELIVERED, DELIVERED, UNDELIVERED, UNDELIVERED, ACCEPTED, ACCEPTED],
    ],
  ])('%s', (_, changes, receipts) => {
    const receipt = 'receipt' in changes ? null : ARRIVAL.receipt
    expect(receiptsOf({ ...ARRIVAL, ...changes, receipt })).toEqual(receipts)
  })

  test('sends the reason with an undelivered message, and never reports it as delivered', () => {
    const arrival = { ...ARRIVAL, receipt: 'UNDELIVERED', receiptDetail: DOWN.detail }
    expect(receiptsOf(arrival)).toEqual([DOWN])
    expect(receiptsOf({ ...arrival, receiptsOutOfOrder: true })).toEqual([DOWN, ACCEPTED])
  })
})
