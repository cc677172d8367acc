/** Signs that drop the vowel of an Indic letter. A joiner behind one is the older spelling of Malayalam's final consonants. */
const VIRAMA = '[\\u094d\\u09cd\\u0a4d\\u0acd\\u0b4d\\u0bcd\\u0c4d\\u0ccd\\u0d4d\\u0dca]'

/** Blanks and format characters; the tag characters that end the flag of a region are part of it. */
const AT_START = /^(?:\s|\p{Cf})+/u
const AT_END = new RegExp(`(?:\\s|(?!(?<=${VIRAMA})\\u200d|[\\u{e0020}-\\u{e007f}])\\p{Cf})+$`, 'u')

/** Returns the name in NFC without the blanks and the invisible format characters that a paste has at its ends. */
export const trimmedName = (name: string): string => name.replace(AT_START, '').replace(AT_END, '').normalize('NFC')

const SHOWN = /[\p{L}\p{N}\p{S}\p{P}]/u
/** Controls, private use, halves of characters, noncharacters, and what can't be seen or only stands for something else. */
const UNSHOWABLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\u061c\u2028\u2029\u2800\ufff9-\ufffd]|\p{Default_Ignorable_Code_Point}/u
/** A mark at the start joins the text before the name; more than four in a row (UTS #39, 5.4) run into other lines. */
const LOOSE_MARK = /^\p{M}/u
const TOO_MANY_MARKS = /[\p{Mn}\p{Me}]{5}/u

/**
 * What is invisible but belongs to the character before it: the tags of a region's flag; one variation selector (an emoji's
 * or a Chinese character's); one joiner between two characters, which emoji, Arabic and Indic scripts need; and Mongolian's
 * vowel separator. Scripts that need none could only hide differences with them.
 */
const REGION_FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu
const VARIATION =
  /((?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}\p{N}\p{S}\p{P}])[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const JOINER =
  /((?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{M}\p{S}])(?:\u200c|\u200d)(?=[\p{L}\p{M}\p{S}])/gu
const FINAL_CONSONANT = new RegExp(`(${VIRAMA})\\u200d(?!\\u200d)`, 'gu')
const VOWEL_SEPARATOR = /(\p{sc=Mongolian})\u180e(?=\p{sc=Mongolian})/gu

const belonging = [VARIATION, JOINER, FINAL_CONSONANT, VOWEL_SEPARATOR]

/** Whether a name has something to show and nothing that hides, reorders or breaks text. */
export function isShowable(name: string): boolean {
  const visible = belonging.reduce((text, mark) => text.replace(mark, '$1'), name.replace(REGION_FLAG, '\u{1f3f4}'))
  const isTidy = !LOOSE_MARK.test(visible) && !TOO_MANY_MARKS.test(visible.normalize('NFD'))
  return isTidy && SHOWN.test(visible) && !UNSHOWABLE.test(visible)
}
