/** Flags of England, Scotland and Wales: a black flag with invisible letters. Other letters after it could hide a text. */
const flagOfTags =
  "\\u{1f3f4}\\u{e0067}\\u{e0062}(?:\\u{e0065}\\u{e006e}\\u{e0067}|\\u{e0073}\\u{e0063}\\u{e0074}|\\u{e0077}\\u{e006c}\\u{e0073})\\u{e007f}";
/** Kept: line ends, the joiners that emoji and several scripts need, and the selectors of an emoji's form. */
const kept = "\\n\\u200c\\u200d\\ufe0e\\ufe0f";
/** A flag, or, in the group, a character that is invisible, reorders text, or is an empty letter or Braille cell. */
const invisible = new RegExp(
  `${flagOfTags}|((?![${kept}])[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\u2800])`,
  "gu",
);

/** Writes invisible characters, and those that reorder text, as `\uXXXX` or `\u{XXXXX}`, for reviews of a text. */
export function showInvisible(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, "\n")
    .replace(invisible, (match, character?: string) => (character === undefined ? match : escapeCharacter(character)));
}

function escapeCharacter(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
  return code.length === 4 ? `\\u${code}` : `\\u{${code}}`;
}
