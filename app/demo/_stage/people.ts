/** A person whose data the stage fills in. The numbers are reserved for fiction. */
export interface Person {
  name: string
  phone: string
  national: string
  country: string
  passphrase: string
}

export const PEOPLE: readonly Person[] = [
  person('Ada', '0123', 'copper lantern meadow orbit'),
  person('Grace', '0145', 'velvet harbor pickle summit'),
  person('Linus', '0178', 'marble thunder basket violin'),
]

function person(name: string, last: string, passphrase: string): Person {
  return { name, phone: `+1202555${last}`, national: `(202) 555-${last}`, country: 'US', passphrase }
}
