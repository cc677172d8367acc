/** A person whose data the stage fills in. The numbers are reserved for fiction. */
export interface Person {
  name: string
  phone: string
  national: string
  country: string
  passphrase: string
}

export const ADA = person('Ada', '0134', 'copper lantern meadow orbit')
export const GRACE = person('Grace', '0145', 'velvet harbor pickle summit')
export const LINUS = person('Linus', '0178', 'marble thunder basket violin')
/** Her carrier reports each message as undelivered (carrier-behaviors.ts). */
export const NORA = person('Nora', '0101', 'willow engine saddle garnet')

/** Those whose messages arrive. */
export const PEOPLE: readonly Person[] = [ADA, GRACE, LINUS]

export const ALL_PEOPLE: readonly Person[] = [...PEOPLE, NORA]

function person(name: string, last: string, passphrase: string): Person {
  return { name, phone: `+1202555${last}`, national: `(202) 555-${last}`, country: 'US', passphrase }
}
