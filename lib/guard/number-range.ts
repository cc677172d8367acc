const SUBSCRIBER_DIGITS = 4

/** A number without its last four digits: what carriers hand out, and fraudsters buy, as one block. */
export const rangeOf = (phone: string): string => phone.slice(0, -SUBSCRIBER_DIGITS)
