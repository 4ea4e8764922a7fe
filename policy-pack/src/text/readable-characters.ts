/** Characters that people read as ASCII letters, digits and punctuation, or do not see. */

/** Parts of a pattern for characters that browsers and phones also read so in an address. */
const compatible = [
  // Spaces of other widths.
  String.raw`\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000`,
  // Hyphens and the dots of other typefaces.
  String.raw`\u2010\u2011\u2212\uFE63\u2024\uFE52`,
  // Full-width characters.
  String.raw`\uFF01-\uFF5E`,
  // Circled, parenthesized and dotted letters and digits.
  String.raw`\u2460-\u24EA\u{1F100}-\u{1F10A}\u{1F110}-\u{1F129}\u{1F130}-\u{1F149}`,
  // Mathematical and letterlike symbols, except units and signs such as "™".
  String.raw`\u{1D400}-\u{1D7FF}\u2102\u210A-\u2113\u2115\u2119-\u211D\u2124\u2128\u212A\u212C\u212D\u212F-\u2131\u2133\u2134\u2145-\u2149`,
  // Invisible characters. Line breaks and tabs separate words, so they stay.
  String.raw`\u0000-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F`,
  String.raw`\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\u{E0000}-\u{E01EF}`,
].join("");

/** Roman numerals, superscripts and subscripts, except "º" and "ª". Footnotes follow addresses. */
const raised = String.raw`\u2160-\u217F\u00B2\u00B3\u00B9\u2070-\u209C\u02B0-\u02B8\u1D2C-\u1D6A\u1D9B-\u1DBF`;
/** Letters A to Z, in this order, in white on black. */
const negativeLetters = [0x1f150, 0x1f170];
/** First of the digits 1 to 10 in circles of other kinds. */
const circledTens = [0x24f5, 0x2776, 0x2780, 0x278a];
const smallCapitals = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ";
const smallCapitalsAsAscii = "abcdefghijklmnopqrstuvwyz";
const latinVariants = "ıɑɡ";
const latinVariantsAsAscii = "iag";

/** Matches a character to replace in an address. */
export const compatibleCharacter = new RegExp(`[${compatible}]`, "gu");

/** Matches a character to replace in words: also those that browsers do not convert. */
export const readableCharacter = new RegExp(
  [
    String.raw`[${compatible}${raised}\u24EB-\u24FF\u2776-\u2793\u{1F150}-\u{1F169}\u{1F170}-\u{1F189}`,
    String.raw`${smallCapitals}${latinVariants}\uFE00-\uFE0F\u20E3]|(?![0-9])\p{Nd}`,
  ].join(""),
  "gu",
);

export const readsAsSpace = /^[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]$/;
export const readsAsHyphen = /^[\u2010\u2011\u2212\uFE63]$/;
export const invisible = /^[\p{Cc}\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0\p{Cn}]$/u;
// The parts of "(a)" and "1." around the character.
export const enclosure = /[().,]/g;
export const enclosed = /^[\u2474-\u249B\u249C-\u24B5\u{1F100}-\u{1F10A}\u{1F110}-\u{1F129}]$/u;
export const readable = /^(?:[\x21-\x7E]{1,4}|\p{L})$/u;
export const decimalDigit = /^\p{Nd}$/u;

const known = new Map<string, string>();

/** Returns what people read for a character that `readableCharacter` matches. */
export function readCharacter(character: string): string {
  const read = known.get(character) ?? convertCharacter(character);
  known.set(character, read);
  return read;
}

function convertCharacter(character: string): string {
  if (readsAsSpace.test(character)) return " ";
  if (readsAsHyphen.test(character)) return "-";
  if (invisible.test(character)) return "";
  const variant = replaceFrom(character, smallCapitals, smallCapitalsAsAscii);
  if (variant !== undefined) return variant;
  const latin = replaceFrom(character, latinVariants, latinVariantsAsAscii);
  if (latin !== undefined) return latin;
  const code = character.codePointAt(0) ?? 0;
  for (const first of negativeLetters) {
    if (code >= first && code < first + 26) return String.fromCharCode(0x41 + code - first);
  }
  for (const first of circledTens) if (code >= first && code < first + 10) return String(code - first + 1);
  // Eleven to twenty, and zero, in black circles.
  if (code >= 0x24eb && code <= 0x24f4) return String(code - 0x24eb + 11);
  if (code === 0x24ff) return "0";
  const composed = character.normalize("NFKC");
  const bare = enclosed.test(character) ? composed.replace(enclosure, "") : composed;
  if (decimalDigit.test(bare)) return String(readDigit(bare));
  return readable.test(bare) ? bare : character;
}

function replaceFrom(character: string, from: string, to: string): string | undefined {
  const at = from.indexOf(character);
  return at < 0 ? undefined : to[at];
}

/** Returns the value of a digit of any script: Unicode lists the ten digits of a script in a row. */
function readDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (decimalDigit.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
