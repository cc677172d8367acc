import parsePhoneNumber, { type PhoneNumber } from 'libphonenumber-js/max'

const parse = (number: string) => parsePhoneNumber(number, { extract: false })

/** Mexico has dropped the digits that once marked a mobile number: 1 from abroad, 044, 045 and 01 at home. */
function mexican(number: PhoneNumber): PhoneNumber {
  const national = /^(?:1|0?4[45]|01)(\d{10})$/.exec(number.nationalNumber)?.[1]
  return (national && parse(`+52${national}`)) || number
}

/** In Argentina a 9 marks a mobile number, or at home a 15 behind the area code; many write neither, some both. */
function argentine(number: PhoneNumber): PhoneNumber {
  const type = number.getType()
  if (type && type !== 'FIXED_LINE') return number
  const national = number.nationalNumber.replace(/^9/, '')
  const candidates = [parse(`+549${national}`), parse(`+54${national}`)]
  return candidates.find((candidate) => candidate?.getType() === 'MOBILE') ?? number
}

/** Brazil has put a 9 before all mobile numbers of eight digits. */
function brazilian(number: PhoneNumber): PhoneNumber {
  if (number.getType() || !/^[1-9]{2}[689]\d{7}$/.test(number.nationalNumber)) return number
  const renumbered = parse(`+55${number.nationalNumber.slice(0, 2)}9${number.nationalNumber.slice(2)}`)
  return renumbered?.isValid() ? renumbered : number
}

const rules: Record<string, (number: PhoneNumber) => PhoneNumber> = { '52': mexican, '54': argentine, '55': brazilian }

/**
 * Returns the one number under which a mobile subscriber is reached, whichever of a country's own mobile prefixes it was
 * written with, so that one subscriber is one account.
 */
export const canonical = (number: PhoneNumber): PhoneNumber =>
  number.getType() === 'MOBILE' ? number : (rules[number.countryCallingCode]?.(number) ?? number)
