/** About the connections that a few hundred attackers keep open; more would only queue at the servers. */
const MAX_IN_FLIGHT = 100

/** Runs `act` `times` times with at most `most` in flight, and returns the results in order. */
export async function concurrently<T>(
  times: number,
  act: (n: number) => Promise<T>,
  most = MAX_IN_FLIGHT,
): Promise<T[]> {
  const outcomes: T[] = []
  let next = 0
  const worker = async () => {
    for (let n = next++; n < times; n = next++) outcomes[n] = await act(n)
  }
  await Promise.all(Array.from({ length: Math.min(times, most) }, worker))
  return outcomes
}
