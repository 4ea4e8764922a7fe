import { collectGraphemes } from "unicode-segmenter/grapheme";

type Kind = "word" | "spaces" | "single";

/**
 * Splits text into words, spaces and single characters, which together are the text. No character that readers see as one, such as an
 * emoji or a letter with its accents, is divided. (`Intl.Segmenter` would take quadratic time.)
 */
export function splitWords(text: string): string[] {
  const characters = Array.from(collectGraphemes(text));
  const words: string[] = [];
  let word = "";
  let last: Kind = "single";
  for (const [index, character] of characters.entries()) {
    const kind = isJoiner(character, characters[index - 1], characters[index + 1]) ? "word" : kindOf(character);
    if (word !== "" && (kind !== last || kind === "single")) {
      words.push(word);
      word = "";
    }
    word += character;
    last = kind;
  }
  return word === "" ? words : [...words, word];
}

function kindOf(character: string): Kind {
  if (/^[^\S\r\n]/.test(character)) return "spaces";
  // A digit with a keycap is an emoji. Scripts without spaces are compared by character.
  const isWord =
    /^[\p{L}\p{M}\p{N}_]/u.test(character) && !/[\ufe0f\u20e3]/.test(character) && !withoutSpaces.test(character);
  return isWord ? "word" : "single";
}

const withoutSpaces =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** True for an apostrophe or soft hyphen between letters, and for the signs in "1.250,00", "1'250" and "10:30". */
function isJoiner(character: string, before = "", after = ""): boolean {
  return (
    (/^['’·\u00ad\u055b-\u055e\u05f3\u05f4]$/.test(character) && /^\p{L}/u.test(before) && /^\p{L}/u.test(after)) ||
    (character === '"' && /^\p{Script=Hebrew}/u.test(before) && /^\p{Script=Hebrew}/u.test(after)) ||
    (/^[.,:'’\u00a0\u202f\u066b\u066c]$/.test(character) && /^\p{N}/u.test(before) && /^\p{N}/u.test(after))
  );
}
