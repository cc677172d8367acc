import * as z from 'zod'

/** Sender IDs that GSM supports: up to 15 digits, or up to 11 letters, digits and blanks (3GPP TS 23.040). */
export const SENDER = /^(?:\+?\d{3,15}|(?=.*[A-Za-z])[A-Za-z0-9](?:[A-Za-z0-9 ]{0,9}[A-Za-z0-9])?)$/
export const SENDER_RULE = '1 to 11 letters, digits and blanks, with a letter among them, or a number of 3 to 15 digits'

/** Returns the schema of a gateway's URL. Rejects credentials and queries, because URLs are logged. */
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
  receiptOrigin: string
}

export interface VendorSettings<Fields extends z.ZodRawShape, Settings extends { url: string }> {
  /** Environment variables. A route with this vendor requires those that are not optional and have no default. */
  fields: Fields
  read(values: z.output<z.ZodObject<Fields>>, deployment: Deployment): Settings
  /** Used in the demo unless the variable `unless` is set. Must reach simulated phones only. */
  simulator?: { unless: keyof Fields & string; read(deployment: Deployment): Settings }
}

export const defineSettings = <Fields extends z.ZodRawShape, Settings extends { url: string }>(
  settings: VendorSettings<Fields, Settings>,
) => settings
