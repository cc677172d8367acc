/** Indic viramas. One followed by a joiner is the older spelling of Malayalam's final consonants. */
const VIRAMA = '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca]'

/** Blanks and format characters, except tag characters, which end regional flags. */
const AT_START = /^(?:\s|\p{Cf})+/u
const AT_END = new RegExp(`(?:\\s|(?!(?<=${VIRAMA})\\u200d|[\\u{e0020}-\\u{e007f}])\\p{Cf})+$`, 'u')

/** Trims blanks and invisible format characters, which pasted text may have, and composes to NFC. */
export const trimmedName = (name: string): string => name.replace(AT_START, '').replace(AT_END, '').normalize('NFC')

const SHOWN = /[\p{L}\p{N}\p{S}\p{P}]/u
/** Controls, private use, lone surrogates, noncharacters, and invisible or placeholder characters. */
const UNSHOWABLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u061c\u2028\u2029\u2800\ufff9-\ufffd]|\p{Default_Ignorable_Code_Point}/u
/** A leading mark would join preceding text; more than four in a row (UTS #39, 5.4) overlap other lines. */
const LOOSE_MARK = /^\p{M}/u
const TOO_MANY_MARKS = /[\p{Mn}\p{Me}]{5}/u

/** Invisible characters allowed only in scripts that need them, since elsewhere they could only hide differences. */
const REGION_FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu
const VARIATION =
  /((?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}\p{N}\p{S}\p{P}])[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const JOINER =
  /((?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{S}])(?:\u200c|\u200d)(?=[\p{L}\p{M}\p{S}])/gu
const FINAL_CONSONANT = new RegExp(`(${VIRAMA})\\u200d(?!\\u200d)`, 'gu')
const VOWEL_SEPARATOR = /(\p{sc=Mongolian})\u180e(?=\p{sc=Mongolian})/gu

const belonging = [VARIATION, JOINER, FINAL_CONSONANT, VOWEL_SEPARATOR]

export function isShowable(name: string): boolean {
  const visible = belonging.reduce((text, mark) => text.replace(mark, '$1'), name.replace(REGION_FLAG, '\u{1f3f4}'))
  const isTidy = !LOOSE_MARK.test(visible) && !TOO_MANY_MARKS.test(visible.normalize('NFD'))
  return isTidy && SHOWN.test(visible) && !UNSHOWABLE.test(visible)
}
