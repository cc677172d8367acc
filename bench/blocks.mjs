/** Returns the calls per second with `atOnce` of them in flight. */
export async function rateOf(act, { atOnce, seconds }) {
  const begun = performance.now()
  let done = 0
  const worker = async () => {
    while (performance.now() < begun + seconds * 1000) {
      await act()
      done++
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return done / ((performance.now() - begun) / 1000)
}

/** Measures alternately (ABBA), so that a machine that slows down favors neither side, and returns the pairs. */
export async function alternately(before, after, pairs) {
  const measured = []
  for (let n = 0; n < pairs; n++) {
    const isForward = n % 2 === 0
    const first = await (isForward ? before : after)()
    const second = await (isForward ? after : before)()
    measured.push(isForward ? [first, second] : [second, first])
  }
  return measured
}
