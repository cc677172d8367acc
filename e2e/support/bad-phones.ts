const CHARACTERS = 'Use only digits, spaces and a leading +.'
const LONG = "That's too long for a phone number. Enter one number only."
const SHORT = 'Enter a full phone number, like +1 201 555 0123.'
const INVALID = "That doesn't look like a phone number. Enter one like +1 201 555 0123."
const UNREADABLE = "That doesn't look like a phone number. Check it and try again."
const LANDLINE = 'That looks like a landline. Use a mobile number that can receive texts.'
const PREMIUM = "That's a premium-rate number. Use a mobile number that can receive texts."
const TOLL_FREE = "That's a toll-free number. Use a mobile number that can receive texts."

/** Returns invalid and non-mobile numbers, derived from a valid one, each with the expected error. */
export const badPhones = (phone: string): { what: string; typed: string; sentence: string }[] => [
  { what: 'nothing', typed: '', sentence: 'Enter your phone number.' },
  { what: 'blanks', typed: '   ', sentence: 'Enter your phone number.' },
  { what: 'letters', typed: 'my phone', sentence: CHARACTERS },
  { what: 'letters for digits', typed: '+1 202 FLOWERS', sentence: CHARACTERS },
  { what: 'markup', typed: `<script>${phone}`, sentence: CHARACTERS },
  { what: 'an extension', typed: `${phone} ext. 12`, sentence: CHARACTERS },
  { what: 'an extension by its parameter', typed: `${phone};ext=12`, sentence: CHARACTERS },
  { what: 'a link with an extension', typed: `tel:${phone};ext=12`, sentence: CHARACTERS },
  { what: 'two numbers', typed: `${phone} ${phone}`, sentence: UNREADABLE },
  { what: 'two numbers with a comma', typed: `${phone}, ${phone}`, sentence: CHARACTERS },
  { what: 'a raised digit', typed: `${phone}\u00b2`, sentence: CHARACTERS },
  { what: 'a control character', typed: `${phone}\u0007`, sentence: CHARACTERS },
  { what: 'many digits', typed: '1'.repeat(60_000), sentence: LONG },
  { what: 'too few digits', typed: '+1 202 555', sentence: SHORT },
  { what: 'an area that does not exist', typed: '+1 155 555 0123', sentence: INVALID },
  { what: 'a landline', typed: '+44 20 7946 0958', sentence: LANDLINE },
  { what: 'a premium-rate number', typed: '+1 900 234 5678', sentence: PREMIUM },
  { what: 'a toll-free number', typed: '+1 800 234 5678', sentence: TOLL_FREE },
]
