/** Blanks and format characters; the tag characters that end the flag of a region are part of it. */
const AT_START = /^(?:\s|\p{Cf})+/u
const AT_END = /(?:\s|(?![\u{e0020}-\u{e007f}])\p{Cf})+$/u

/** Returns the name in NFC without the blanks and the invisible format characters that a paste has at its ends. */
export const trimmedName = (name: string): string => name.replace(AT_START, '').replace(AT_END, '').normalize('NFC')

const SHOWN = /[\p{L}\p{N}\p{S}\p{P}]/u
/** Controls, private use, halves of characters, and what can't be seen. */
const UNSHOWABLE = /[\p{Cc}\p{Cs}\p{Co}\u061c\u2028\u2029\u2800]|\p{Default_Ignorable_Code_Point}/u

/**
 * What is invisible but belongs to the character before it: the tags of a region's flag; one variation selector (an emoji's
 * or a Chinese character's); and one joiner between two characters, which emoji, Arabic and Indic scripts need.
 */
const REGION_FLAG = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu
const VARIATION = /([\p{L}\p{M}\p{N}\p{S}\p{P}])[\u180b-\u180d\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu
const JOINER = /([\p{L}\p{M}\p{S}])(?:\u200c|\u200d)(?=[\p{L}\p{M}\p{S}])/gu

/** Whether a name has something to show and nothing that hides, reorders or breaks text. */
export function isShowable(name: string): boolean {
  const visible = name.replace(REGION_FLAG, '\u{1f3f4}').replace(VARIATION, '$1').replace(JOINER, '$1')
  return SHOWN.test(visible) && !UNSHOWABLE.test(visible)
}
