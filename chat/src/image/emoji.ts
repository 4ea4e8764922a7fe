import { readFileSync } from "node:fs";

export interface Emoji {
  /** Name of the picture, unique among all emoji. */
  readonly name: string;
  /** SVG elements in a square of `emojiUnits`. */
  readonly body: string;
  /** Width and height of the picture, in the same units. */
  readonly width: number;
  readonly height: number;
  /** Drawn in the colour of the text, such as ✔. */
  readonly isMonochrome: boolean;
}

/** Dark colours of pictures that have no other colour. In dark mode they would be invisible. */
const inkFill = / fill="#(?:31373d|292f33)"/g;

/** Width and height of the square of every emoji. */
export const emojiUnits = 36;

/** Content of an icon set of Iconify, as far as it is needed. */
interface IconSet {
  readonly icons: Readonly<
    Record<string, { readonly body: string; readonly width?: number; readonly height?: number }>
  >;
  readonly aliases?: Readonly<Record<string, { readonly parent: string }>>;
}

let names: ReadonlyMap<string, string> | undefined;
let icons: IconSet | undefined;

/**
 * Finds the pictures of a character (extended grapheme cluster): one, or those of its parts if Twemoji has no picture of the sequence.
 * Undefined if a part is not an emoji.
 */
export function findEmoji(character: string): readonly Emoji[] | undefined {
  const whole = loadEmoji(character);
  if (whole !== undefined) return [whole];
  const joined = character.split("\u200d").filter((part) => part !== "");
  const parts = joined.flatMap((part) => loadEmoji(part) ?? Array.from(part.replaceAll("\ufe0f", ""), loadEmoji));
  return parts.length > 0 && parts.every((part) => part !== undefined) ? parts : undefined;
}

function loadEmoji(character: string): Emoji | undefined {
  names ??= new Map(Object.entries(readJson("chars.json") as Readonly<Record<string, string>>));
  const name = names.get(emojiKey(character));
  if (name === undefined) return undefined;
  icons ??= readJson("icons.json") as IconSet;
  const icon = icons.icons[icons.aliases?.[name]?.parent ?? name];
  if (icon === undefined) return undefined;
  const size = { width: icon.width ?? emojiUnits, height: icon.height ?? emojiUnits };
  const bodyWithoutInk = icon.body.replace(inkFill, "");
  return bodyWithoutInk.includes("fill=") || name.startsWith("black-")
    ? { name, ...size, body: icon.body, isMonochrome: false }
    : { name, ...size, body: bodyWithoutInk, isMonochrome: true };
}

/** Key of `chars.json`: hexadecimal code points without variation selectors. */
function emojiKey(character: string): string {
  return Array.from(character.replaceAll("\ufe0f", ""), (part) =>
    (part.codePointAt(0) ?? 0).toString(16).padStart(4, "0"),
  ).join("-");
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(require.resolve(`@iconify-json/twemoji/${file}`), "utf8"));
}
