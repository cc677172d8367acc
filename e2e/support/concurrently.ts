/** As many at once as browsers of a few hundred attackers would hold open; more would only queue before the servers. */
const MOST_IN_FLIGHT = 100

/** Does something very often, many at a time, and answers what came of each. */
export async function concurrently<T>(
  times: number,
  act: (n: number) => Promise<T>,
  most = MOST_IN_FLIGHT,
): Promise<T[]> {
  const outcomes: T[] = []
  let next = 0
  const worker = async () => {
    for (let n = next++; n < times; n = next++) outcomes[n] = await act(n)
  }
  await Promise.all(Array.from({ length: Math.min(times, most) }, worker))
  return outcomes
}
