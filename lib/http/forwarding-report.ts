import { log } from '@/lib/log/log'
import type { ForwardingProblem } from './client-ip'

const REASONS: Record<ForwardingProblem, string> = {
  untrusted:
    'X-Forwarded-For arrived, but TRUSTED_PROXY_HOPS is 0, so all clients of that proxy share its IP and its rate limits: set TRUSTED_PROXY_HOPS to the number of your proxies.',
  unreadable:
    'The entry of X-Forwarded-For that TRUSTED_PROXY_HOPS points to is missing or is no IP, so the IP of the proxy is used: check the number and what your proxies append.',
}

/** Returns a function that logs each problem with X-Forwarded-For once, since clients could repeat it at will. */
export function forwardingReport(): (problem: ForwardingProblem | undefined) => void {
  const reported = new Set<ForwardingProblem>()
  return (problem) => {
    if (!problem || reported.has(problem)) return
    reported.add(problem)
    log().warn({ event: 'proxy.header-ignored', reason: REASONS[problem] })
  }
}
