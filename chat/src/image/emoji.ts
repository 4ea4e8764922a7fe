import { readFileSync } from "node:fs";

export interface Emoji {
  /** Name of the picture, unique among all emoji. */
  readonly name: string;
  /** SVG elements in a square of `emojiUnits`. */
  readonly body: string;
  /** Width and height of the picture, in the same units. */
  readonly width: number;
  readonly height: number;
}

/** Width and height of the square of every emoji. */
export const emojiUnits = 36;

/** Content of an icon set of Iconify, as far as it is needed. */
interface IconSet {
  readonly icons: Readonly<Record<string, { readonly body: string; readonly width?: number; readonly height?: number }>>;
  readonly aliases?: Readonly<Record<string, { readonly parent: string }>>;
}

let names: ReadonlyMap<string, string> | undefined;
let icons: IconSet | undefined;

/**
 * Finds the pictures of a character (extended grapheme cluster): one, or several if Twemoji has no picture of the sequence. Undefined if
 * a part is not an emoji.
 */
export function findEmoji(character: string): readonly Emoji[] | undefined {
  const whole = loadEmoji(character);
  if (whole !== undefined) return [whole];
  const parts = Array.from(character.replace(/[\u200d\ufe0f]/g, ""), loadEmoji);
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts : undefined;
}

function loadEmoji(character: string): Emoji | undefined {
  names ??= new Map(Object.entries(readJson<Record<string, string>>("chars.json")));
  const name = names.get(emojiKey(character));
  if (name === undefined) return undefined;
  icons ??= readJson<IconSet>("icons.json");
  const icon = icons.icons[icons.aliases?.[name]?.parent ?? name];
  if (icon === undefined) return undefined;
  return { name, body: icon.body, width: icon.width ?? emojiUnits, height: icon.height ?? emojiUnits };
}

/** Key of `chars.json`: hexadecimal code points without variation selectors. */
function emojiKey(character: string): string {
  return Array.from(character.replaceAll("\ufe0f", ""), (part) =>
    (part.codePointAt(0) ?? 0).toString(16).padStart(4, "0"),
  ).join("-");
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(require.resolve(`@iconify-json/twemoji/${file}`), "utf8")) as T;
}
