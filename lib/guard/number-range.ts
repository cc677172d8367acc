const SUBSCRIBER_DIGITS = 4

/** Returns a number without its last four digits: carriers assign, and fraudsters buy, such blocks. */
export const rangeOf = (phone: string): string => phone.slice(0, -SUBSCRIBER_DIGITS)
