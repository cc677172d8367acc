const CHARACTERS =
  'Use digits only, with a plus at the start if you like. Letters and other signs are not part of a phone number.'
const LONG = 'That is too long for a phone number. Enter one number only.'
const INVALID = 'That number does not exist in this country. Check the digits and the country.'
const LANDLINE = 'That looks like a landline. Use a mobile number that can receive texts.'
const PREMIUM = 'That is a premium-rate number. Use a mobile number that can receive texts.'
const TOLL_FREE = 'That is a toll-free number. Use a mobile number that can receive texts.'

const shiftDigits = (phone: string, zero: number) =>
  phone.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))

/** What is no number to send a text to, made from one that is, and the sentence that each is to be answered with. */
export const badPhones = (phone: string): { what: string; typed: string; sentence: string }[] => [
  { what: 'nothing', typed: '', sentence: 'Enter your phone number.' },
  { what: 'blanks', typed: '   ', sentence: 'Enter your phone number.' },
  { what: 'letters', typed: 'my phone', sentence: CHARACTERS },
  { what: 'letters for digits', typed: '+1 202 FLOWERS', sentence: CHARACTERS },
  { what: 'markup', typed: `<script>${phone}`, sentence: CHARACTERS },
  { what: 'an extension', typed: `${phone} ext. 12`, sentence: CHARACTERS },
  { what: 'an extension by its parameter', typed: `${phone};ext=12`, sentence: CHARACTERS },
  { what: 'a link', typed: `tel:${phone}`, sentence: CHARACTERS },
  { what: 'two numbers', typed: `${phone} ${phone}`, sentence: INVALID },
  { what: 'two numbers with a comma', typed: `${phone}, ${phone}`, sentence: CHARACTERS },
  { what: 'fullwidth digits', typed: shiftDigits(phone, 0xff10), sentence: CHARACTERS },
  { what: 'Arabic digits', typed: shiftDigits(phone, 0x660), sentence: CHARACTERS },
  { what: 'a control character', typed: `${phone}\u0007`, sentence: CHARACTERS },
  { what: 'a zero-width character', typed: `${phone.slice(0, 5)}\u200b${phone.slice(5)}`, sentence: CHARACTERS },
  { what: 'many digits', typed: '1'.repeat(60_000), sentence: LONG },
  { what: 'too few digits', typed: '+1 202 555', sentence: INVALID },
  { what: 'an area that does not exist', typed: '+1 155 555 0123', sentence: INVALID },
  { what: 'a landline', typed: '+44 20 7946 0958', sentence: LANDLINE },
  { what: 'a premium-rate number', typed: '+1 900 234 5678', sentence: PREMIUM },
  { what: 'a toll-free number', typed: '+1 800 234 5678', sentence: TOLL_FREE },
]
