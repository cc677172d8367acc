/** States that the stage shows for a message that has arrived, whose code has not been entered. */
export const ARRIVED = ['reached', 'reached', 'reached', 'reached', 'reached', 'next', 'not reached']

const SECOND_MS = 1000
/** The stage shows rounded milliseconds, or rounded seconds. */
const OFF_BY_MS = { ms: 1, s: SECOND_MS / 2 + 1 }

/**
 * Returns the newest verification of a number with its dispatches, and of each its events and its row at the simulated
 * carrier. `query` returns the rows of a statement.
 *
 * @typedef {{ status: string, at: Date }} Event
 * @typedef {{ gateway: string, body: string, receipt: string | null, acceptedAt: Date, arrivesAt: Date, deliveredAt: Date | null }} Carried
 * @typedef {{ id: string, gateway: string, events: Event[], carried: Carried | undefined }} Dispatched
 * @typedef {{ id: string, createdAt: Date, dispatches: Dispatched[] }} Rows
 * @param {(text: string, values: unknown[]) => Promise<any[]>} query
 * @param {string} phone
 * @returns {Promise<Rows>}
 */
export async function rowsOf(query, phone) {
  const [verification] = await query(
    `SELECT "id", "createdAt" FROM "Verification" WHERE "phone" = $1 ORDER BY "createdAt" DESC LIMIT 1`,
    [phone],
  )
  const id = [verification.id]
  const messages = await query(
    `SELECT "id", "gateway", "receiptToken" FROM "Message" WHERE "verificationId" = $1 ORDER BY "createdAt", "id"`,
    id,
  )
  const events = await query(
    `SELECT e."messageId", e."status"::text, e."at" FROM "MessageEvent" AS e JOIN "Message" AS m ON m."id" = e."messageId"
     WHERE m."verificationId" = $1 ORDER BY e."id"`,
    id,
  )
  const carried = await query(`SELECT * FROM "HandsetMessage" WHERE "to" = $1`, [phone])
  const dispatches = messages.map((message) => ({
    id: message.id,
    gateway: message.gateway,
    events: events.filter(({ messageId }) => messageId === message.id).map(({ status, at }) => ({ status, at })),
    carried: carried.find(({ reference }) => reference === message.receiptToken),
  }))
  return { ...verification, dispatches }
}

const hasArrived = ({ carried }) => Boolean(carried?.body) && carried.arrivesAt <= new Date()
const timeOf = (dispatch, status) => dispatch?.events.find((event) => event.status === status)?.at

/** Returns the milliseconds from each station to the next, up to the phone, by the times of the rows. */
function legsOf({ createdAt, dispatches }) {
  const shown = dispatches.findLast(hasArrived) ?? dispatches.at(-1)
  const times = [
    createdAt,
    timeOf(shown, 'SENDING'),
    timeOf(shown, 'ACCEPTED'),
    shown?.carried?.acceptedAt,
    shown && hasArrived(shown) ? shown.carried.arrivesAt : undefined,
  ]
  return times.slice(1).map((time, n) => (time && times[n] ? Math.max(0, time - times[n]) : undefined))
}

/** Parses the text of a station on the stage: title, state, and the time since the previous station. */
function stationIn(text) {
  const [, title, state, leg, unit] = /^(.+?) (not reached|next|reached|failed)(?:\+(\d+) (ms|s))?/.exec(text) ?? []
  if (!title) throw new Error(`not a station: ${text}`)
  return { title, state, leg: leg && { unit, ms: Number(leg) * (unit === 's' ? SECOND_MS : 1) } }
}

/**
 * Returns how the stage's stations differ from the rows: states, milliseconds of each leg, time of the receipt.
 *
 * @param {string[]} texts
 * @param {string[]} states
 * @param {Rows} rows
 * @returns {string[]}
 */
export function differences(texts, states, rows) {
  const legs = [undefined, ...legsOf(rows)]
  const stations = texts.map(stationIn)
  const isOff = (leg, ms) => (leg && ms !== undefined ? Math.abs(leg.ms - ms) > OFF_BY_MS[leg.unit] : leg || ms)
  const receipt = /receipt after (\d+) ms/.exec(texts.join(' '))?.[1]
  const receiptMs = receiptOf(rows.dispatches)
  return [
    ...(stations.length === states.length ? [] : [`${stations.length} stations instead of ${states.length}`]),
    ...stations.flatMap(({ title, state, leg }, n) => [
      ...(state === states[n] ? [] : [`${title} is ${state} instead of ${states[n]}`]),
      ...(isOff(leg, legs[n]) ? [`${title} after ${leg?.ms} instead of ${legs[n]} ms`] : []),
    ]),
    ...(isOff(receipt && { unit: 'ms', ms: Number(receipt) }, receiptMs)
      ? [`a receipt after ${receipt} instead of ${receiptMs} ms`]
      : []),
  ]
}

/** Returns the milliseconds from the dispatch to the receipt of the last dispatch that has one. */
function receiptOf(dispatches) {
  const times = dispatches.map((one) => [
    timeOf(one, 'SENDING'),
    timeOf(one, 'DELIVERED') ?? timeOf(one, 'UNDELIVERED'),
  ])
  const [sent, received] = times.findLast(([, at]) => at) ?? []
  return received && received - sent
}
