import * as z from 'zod'

/** What GSM can carry as a sender: a number of up to 15 digits, or up to 11 letters, digits and blanks (3GPP TS 23.040). */
export const SENDER = /^(?:\+?\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?)$/
export const SENDER_RULE = '1 to 11 letters, digits and blanks, with a letter among them, or a number of 3 to 15 digits'

/** A gateway's URL. Rejects credentials and queries, because URLs are logged. */
export const httpUrl = (name: string, example: string) =>
  z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash)
      return url.href.replace(/\/$/, '')
    context.addIssue(`${name} must be an http URL without credentials or a query, like ${example}.`)
    return z.NEVER
  })

export interface Deployment {
  authSecret: string
  /** Where gateways send receipts and inbound messages. */
  receiptOrigin: string
}

/** How one vendor is configured. */
export interface VendorSettings<Fields extends z.ZodRawShape, Settings extends { url: string }> {
  /** Its environment variables. A route that names the vendor requires all that have no default and are not optional. */
  fields: Fields
  /** Returns the adapter's settings. */
  read(values: z.output<z.ZodObject<Fields>>, deployment: Deployment): Settings
  /** Used in the demo while the variable `unless` is not set; sends to simulated phones only. */
  simulator?: { unless: keyof Fields & string; read(deployment: Deployment): Settings }
}

/** Infers the types. */
export const defineSettings = <Fields extends z.ZodRawShape, Settings extends { url: string }>(
  settings: VendorSettings<Fields, Settings>,
) => settings
