/** Milliseconds of processor time of the cheapest of three runs: what else the machine does at the time isn't counted. */
export function costMs(act: () => unknown): number {
  const run = () => {
    const before = process.cpuUsage()
    act()
    return process.cpuUsage(before).user / 1000
  }
  return Math.min(run(), run(), run())
}
