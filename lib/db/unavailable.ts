/** The database can't be used; the message is one sentence for the person who starts the program. */
export class DatabaseUnavailable extends Error {
  override name = 'DatabaseUnavailable'
}
