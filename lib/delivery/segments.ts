import { SegmentedMessage } from 'sms-segments-calculator'

/** How a text travels: in GSM-7 where every character is in its alphabet, and in how many segments, each of which is paid for. */
export function segmentsOf(text: string): { encoding: 'GSM-7' | 'UCS-2'; segments: number } {
  const { encodingName, segmentsCount } = new SegmentedMessage(text)
  return { encoding: encodingName, segments: segmentsCount }
}
