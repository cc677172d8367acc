import parsePhoneNumber, { type PhoneNumber } from 'libphonenumber-js/max'

const parse = (number: string) => parsePhoneNumber(number, { extract: false })

/** Removes Mexico's former mobile prefixes: 1 from abroad; 044, 045 and 01 within the country. */
function mexican(number: PhoneNumber): PhoneNumber {
  const national = /^(?:1|0?4[45]|01)(\d{10})$/.exec(number.nationalNumber)?.[1]
  return (national && parse(`+52${national}`)) || number
}

/** Argentina's mobile prefix, 9 or a domestic 15, may be missing or doubled. No landline has a mobile's digits. */
function argentine(number: PhoneNumber): PhoneNumber {
  const type = number.getType()
  if (type && type !== 'FIXED_LINE') return number
  const national = number.nationalNumber.replace(/^90?/, '')
  const mobile = parse(`+549${national}`)
  const candidates = [mobile, parse(`+54${national}`)]
  const known = candidates.find((candidate) => candidate?.getType() === 'MOBILE')
  return known ?? ((!type && national.length === 10 && mobile) || number)
}

/** Brazil added a 9 to mobile numbers of eight digits. */
function brazilian(number: PhoneNumber): PhoneNumber {
  if (number.getType() || !/^[1-9]{2}[689]\d{7}$/.test(number.nationalNumber)) return number
  const renumbered = parse(`+55${number.nationalNumber.slice(0, 2)}9${number.nationalNumber.slice(2)}`)
  return renumbered?.isValid() ? renumbered : number
}

/** French overseas departments have their own calling codes, but are dialed within France like other French numbers. */
const FRENCH_OVERSEAS: Record<string, RegExp> = {
  '262': /^(?:639|69[23])/,
  '590': /^69[01]/,
  '594': /^694/,
  '596': /^69[67]/,
}

function french(number: PhoneNumber): PhoneNumber {
  const [callingCode] = Object.entries(FRENCH_OVERSEAS).find(([, digits]) => digits.test(number.nationalNumber)) ?? []
  return (callingCode && parse(`+${callingCode}${number.nationalNumber}`)) || number
}

const rules: Record<string, (number: PhoneNumber) => PhoneNumber> = {
  '33': french,
  '52': mexican,
  '54': argentine,
  '55': brazilian,
}

/** Returns one number per mobile subscriber, so that each has one account, whichever national prefix was entered. */
export const canonical = (number: PhoneNumber): PhoneNumber =>
  number.getType() === 'MOBILE' ? number : (rules[number.countryCallingCode]?.(number) ?? number)
