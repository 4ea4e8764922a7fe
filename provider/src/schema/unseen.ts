// Controls, format characters (bidirectional ones would show text in another place than it stands) and blanks that look like a
// space. Kept: the joiners that emoji and several scripts need, and the ideographic space.
const unseen = /(?![ \n\u200c\u200d\u3000])[\p{Cc}\p{Cf}\p{Z}]/gu;

/** Writes what a reader could not see as `\uXXXX`, which means the same inside a string of JSON or TypeScript. Line ends stay. */
export const escapeUnseen = (text: string): string => text.replace(unseen, escaped);

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
  ).join("");
