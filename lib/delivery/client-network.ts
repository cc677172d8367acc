import { ipKey } from '@/lib/guard/ip-key'

/** Returns the network of a webhook's client for the audit log. The HTTP server has set the header to the client IP. */
export const networkOf = (request: Request): string => ipKey(request.headers.get('x-forwarded-for') ?? '')
