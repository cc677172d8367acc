/** The language that a person is written to in; one, until the catalogue has more. */
export const DEFAULT_LOCALE = 'en'
