import { describe, expect, test } from 'vitest'
import { wishIn } from './keywords'

describe('a reply', () => {
  test.each(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'])(
    'of %s ends messages',
    (word) => {
      expect(wishIn(word)).toBe('stop')
    },
  )

  test.each(['START', 'UNSTOP'])('of %s allows them again', (word) => {
    expect(wishIn(word)).toBe('start')
  })

  test.each([
    'stop',
    ' Stop.',
    '\n"STOP!"\r\n',
    'opt out',
    'Opt-Out',
    'STOP ALL',
    'ＳＴＯＰ'.normalize('NFKC'),
    '\0S\0T\0O\0P',
  ])('may be written in any case, with blanks and punctuation: %j', (text) => {
    expect(wishIn(text)).toBe('stop')
  })

  test.each([
    '',
    ' ',
    '!',
    'YES',
    'HELP',
    'OK',
    '123456',
    'STOP it',
    "don't stop",
    'I QUIT',
    'STOPPED',
    'RESTART',
    'СТОП',
  ])('that is more or other than a keyword asks for nothing: %j', (text) => {
    expect(wishIn(text)).toBeNull()
  })
})
