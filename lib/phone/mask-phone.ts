import parsePhoneNumber from 'libphonenumber-js/max'

/** Returns the calling code and the last two digits, with as many bullets for every number: its length is not told either. */
export function maskPhone(phone: string): string {
  const callingCode = parsePhoneNumber(phone)?.countryCallingCode ?? ''
  return `+${callingCode} ••• ••• ••${phone.slice(-2)}`
}
