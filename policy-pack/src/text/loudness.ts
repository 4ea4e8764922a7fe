/** `caseless` is part of a word, as a digit is; `attached` is a mark or an invisible sign. */
const unknown = 0;
const capital = 1;
const small = 2;
const caseless = 3;
const attached = 4;
const none = 5;

/** By UTF-16 unit, filled as units are met. */
const kinds = new Uint8Array(0x10000);

function kindOf(unit: number): number {
  const known = kinds[unit] ?? unknown;
  if (known !== unknown) return known;
  const sign = String.fromCharCode(unit);
  const kind = /\p{Lu}/u.test(sign)
    ? capital
    : /\p{Ll}/u.test(sign)
      ? small
      : /[\p{L}\p{N}]/u.test(sign)
        ? caseless
        : /[\p{M}\p{Cf}]/u.test(sign)
          ? attached
          : none;
  kinds[unit] = kind;
  return kind;
}

/** How many letters that have case a text holds, how many of them are capitals, in how many words; abbreviations do not count. */
export function capitalsOf(
  text: string,
  abbreviations: ReadonlySet<string>,
): { readonly capitals: number; readonly letters: number; readonly words: number } {
  const longest = Math.max(...[...abbreviations].map(({ length }) => length));
  const sum = { capitals: 0, letters: 0, words: 0 };
  let start = 0;
  let capitals = 0;
  let letters = 0;
  for (let at = 0; at <= text.length; at++) {
    const kind = at < text.length ? kindOf(text.charCodeAt(at)) : none;
    if (kind === capital) capitals++;
    if (kind === capital || kind === small) letters++;
    if (kind !== none) continue;
    const isCounted =
      letters > 0 && !(capitals > 1 && at - start <= longest && abbreviations.has(text.slice(start, at)));
    if (isCounted) {
      sum.capitals += capitals;
      sum.letters += letters;
      sum.words++;
    }
    start = at + 1;
    capitals = letters = 0;
  }
  return sum;
}

// What is shown as one picture: with skin tone, joined to a family, a flag, a keycap.
export const picture =
  /\p{Regional_Indicator}\p{Regional_Indicator}|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)(?:[\p{Emoji_Modifier}\uFE0F]|\u200D\p{Extended_Pictographic})*|[0-9#*]\uFE0F?\u20E3/gu;

/** How many emoji a text shows, and how many signs at all, blanks aside. */
export function emojiOf(text: string): { readonly emoji: number; readonly visible: number } {
  let emoji = 0;
  const rest = text.replace(picture, () => {
    emoji++;
    return "";
  });
  return { emoji, visible: emoji === 0 ? 0 : emoji + rest.replace(/[\s\p{M}\p{Cf}]+/gu, "").length };
}
