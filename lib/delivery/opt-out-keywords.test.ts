import { describe, expect, test } from 'vitest'
import { keywordIn } from './opt-out-keywords'

describe('opt-out keywords', () => {
  test.each(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'OPTOUT', 'REVOKE'])(
    'reads %s as a stop',
    (word) => {
      expect(keywordIn(word)).toBe('stop')
    },
  )

  test.each(['START', 'UNSTOP'])('reads %s as a start', (word) => {
    expect(keywordIn(word)).toBe('start')
  })

  test.each([
    'stop',
    ' Stop.',
    '\n"STOP!"\r\n',
    'opt out',
    'Opt-Out',
    'STOP ALL',
    'ＳＴＯＰ',
    'S\u200bTOP\ufe0f',
    '\u202aSTOP\u202c',
    'arrêt',
    'S.T.O.P.',
    'S T O P',
    'Stopp!',
    'стоп',
    'Abmelden',
    'Cancelar',
    'SAIR',
    '\0S\0T\0O\0P',
  ])('reads a stop in any case, script width and punctuation: %j', (text) => {
    expect(keywordIn(text)).toBe('stop')
  })

  test.each([
    'Stop please',
    'Please stop.',
    'STOP texting me',
    'stop it',
    'Please stop sending me messages, thanks',
    'unsubscribe me',
    'ARRET SVP',
    "Arrêtez s'il vous plaît",
    'ARRÊT s’il te plaît',
    'Pare, por favor',
    'stop stop STOP',
    'Stop. Thank you',
    'Can you stop sending me codes, please?',
    'Opt me out, please',
    'Hi, stop',
    'OK stop already',
    'just stop',
    'Stop Latchkey codes',
    'I want to unsubscribe',
    'I would like to opt out',
    'Would you please stop',
    'could u pls stop',
    'unsubscribe me from your messages',
    'I revoke my consent',
    'STOP\n\nSent from my iPhone',
    'Stop\r\nGet Outlook for Android\r\n',
  ])('reads a stop keyword with fillers as a stop: %j', (text) => {
    expect(keywordIn(text)).toBe('stop')
  })

  test('reads a start keyword with fillers as a start', () => {
    expect(keywordIn('Start please')).toBe('start')
  })

  test.each([
    '',
    ' ',
    '!',
    'YES',
    'HELP',
    'OK',
    '123456',
    "don't stop",
    'don’t stop',
    'do not stop',
    'non-stop',
    'Is this the bus stop?',
    'the end',
    'please cancel',
    'stop or start',
    "can't stop",
    'could you not stop?',
    'stop by later',
    "don't opt me out",
    'please',
    'all messages',
    'I QUIT',
    'I would not like to stop',
    'I want to cancel my order',
    'the stop\nis where I am\nsent from my iPhone',
    'Sent from my stop',
    'STOPPED',
    'RESTART',
  ])('finds no keyword in other texts: %j', (text) => {
    expect(keywordIn(text)).toBeNull()
  })
})
