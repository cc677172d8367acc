/** About the list price of a segment to a US number, in cents, without carrier fees. */
export const DEFAULT_PRICE_CENTS = 0.83

const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

/** Returns the cost of messages in dollars, like "$19.92". */
export const billOf = (of: { messages: number; segmentsPerMessage: number; priceCents: number }): string =>
  dollars.format((of.messages * of.segmentsPerMessage * of.priceCents) / 100)
