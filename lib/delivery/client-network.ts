import { ipKey } from '@/lib/guard/ip-key'

/** Where a request of a gateway came from, for the trail. Our HTTP entry has overwritten the header with what may be believed. */
export const networkOf = (request: Request): string => ipKey(request.headers.get('x-forwarded-for') ?? '')
