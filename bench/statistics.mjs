export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2
}

/** Returns the two-sided p-value of the Mann-Whitney U test, by its normal approximation. */
export function mannWhitney(ours, theirs) {
  const both = [...ours.map((value) => ({ value, ours: true })), ...theirs.map((value) => ({ value, ours: false }))]
  both.sort((a, b) => a.value - b.value)
  const rankSum = both.reduce((sum, one, index) => sum + (one.ours ? index + 1 : 0), 0)
  const [n, m] = [ours.length, theirs.length]
  const u = rankSum - (n * (n + 1)) / 2
  const z = (u - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12)
  return 2 * upperTail(Math.abs(z))
}

const STEP = 0.001
const FARTHEST = 9

/** Returns the share of the normal distribution beyond z, by numerical integration. */
function upperTail(z) {
  let area = 0
  for (let x = z + STEP / 2; x < FARTHEST; x += STEP) area += Math.exp((-x * x) / 2) * STEP
  return area / Math.sqrt(2 * Math.PI)
}

const RESAMPLES = 10_000

/** Returns the 95 % confidence interval of the ratio of medians, by bootstrap over the pairs. */
export function ratioInterval(pairs) {
  const ratios = Array.from({ length: RESAMPLES }, () => ratioOfMedians(pairs.map(() => anyOf(pairs))))
  return [quantile(ratios, 0.025), quantile(ratios, 0.975)]
}

/** Returns the median of the second values divided by that of the first. */
export const ratioOfMedians = (pairs) => median(pairs.map(([, b]) => b)) / median(pairs.map(([a]) => a))

const anyOf = (values) => values[Math.floor(Math.random() * values.length)]
