/** US area codes; with all exchanges they give thousands of ranges, so that no range reaches its limit. */
const AREA_CODES = [202, 212, 303, 312, 404, 415, 503, 512, 602, 617, 702, 713, 801, 816, 904]
/** N11 codes are services, and 555 triggers failures of the simulated carrier. */
const EXCHANGES = Array.from({ length: 800 }, (_, n) => n + 200).filter((n) => n % 100 !== 11 && n !== 555)
const RANGES = AREA_CODES.length * EXCHANGES.length

/** Returns the n-th number: the first 11,865 have ranges of their own, then each range gets a second one. */
export function phoneOf(n) {
  const range = n % RANGES
  const area = AREA_CODES[range % AREA_CODES.length]
  const exchange = EXCHANGES[Math.floor(range / AREA_CODES.length)]
  return `+1${area}${exchange}${2000 + Math.floor(n / RANGES)}`
}

/** Returns the n-th IP: the first 65,536 are in networks of their own. */
export const ipOf = (n) => `10.${(n >> 8) & 255}.${n & 255}.${(n >> 16) & 255}`
