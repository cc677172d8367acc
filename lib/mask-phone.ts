import parsePhoneNumber from 'libphonenumber-js/max'

/** For a person who typed it to know it again, and for nobody else to read it: country code and the last two digits. */
export function maskPhone(phone: string): string {
  const callingCode = parsePhoneNumber(phone)?.countryCallingCode ?? ''
  return `+${callingCode} ${'•'.repeat(Math.max(0, phone.length - 3 - callingCode.length))}${phone.slice(-2)}`
}
