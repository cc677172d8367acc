import { SegmentedMessage } from 'sms-segments-calculator'

export interface Segments {
  encoding: 'GSM-7' | 'UCS-2'
  segments: number
}

const MAX_CACHED = 1000
const counted = new Map<string, Segments>()

/** Returns a text's encoding and number of segments, cached with its digits masked because counting is slow. */
export function segmentsOf(text: string): Segments {
  const shape = text.replace(/\d/g, '0')
  const known = counted.get(shape)
  if (known) return known
  const { encodingName, segmentsCount } = new SegmentedMessage(shape)
  if (counted.size >= MAX_CACHED) counted.clear()
  const found = { encoding: encodingName, segments: segmentsCount }
  counted.set(shape, found)
  return found
}
