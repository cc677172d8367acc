import parsePhoneNumber from 'libphonenumber-js/max'

/** Returns the calling code and last two digits. A constant number of bullets hides the length. */
export function maskPhone(phone: string): string {
  const callingCode = parsePhoneNumber(phone)?.countryCallingCode ?? ''
  return `+${callingCode} ••• ••• ••${phone.slice(-2)}`
}
