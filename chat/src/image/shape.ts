import { collectGraphemes } from "unicode-segmenter/grapheme";
import { resolveBidiLevels, type Direction } from "./bidi";
import { findEmoji, type Emoji } from "./emoji";
import type { FontFace, Glyph } from "./font-face";
import type { FontChoice, FontSet } from "./fonts";
import { replaceInvalidCharacters, type TextSpan, type TextStyle } from "./text-span";

/** The smallest part of a line: lines break before and after it, never inside. */
export interface Atom {
  /** Range of UTF-16 units in the text of the paragraph. */
  readonly start: number;
  readonly end: number;
  readonly level: number;
  readonly style: TextStyle;
  /** Width in px. */
  readonly width: number;
  readonly isSpace: boolean;
  readonly picture: Picture;
}

type Picture =
  | {
      readonly kind: "glyphs";
      readonly face: FontFace;
      readonly isSlanted: boolean;
      /** Size in px of a font unit. */
      readonly unit: number;
      readonly glyphs: readonly Glyph[];
    }
  | { readonly kind: "emoji"; readonly emoji: Emoji };

/** A paragraph in atoms, in logical order. */
export interface ShapedText {
  readonly text: string;
  readonly direction: Direction;
  readonly atoms: readonly Atom[];
}

/** Width of an emoji in relation to the font size. */
const emojiWidth = 1.3;

interface Run extends FontChoice {
  readonly style: TextStyle;
  readonly level: number;
  readonly start: number;
  end: number;
  script: string | undefined;
}

/** Shapes one paragraph. Without `direction`, its first strong character decides. */
export function shapeText(spans: readonly TextSpan[], fonts: FontSet, direction?: Direction): ShapedText {
  const cleanSpans = spans.map(({ text, style }) => ({ text: cleanText(text), style }));
  const text = cleanSpans.map((span) => span.text).join("");
  const bidi = resolveBidiLevels(text, direction);
  const parts: (readonly Atom[])[] = [];
  let start = 0;
  let run: Run | undefined;
  for (const span of cleanSpans) {
    for (const character of collectGraphemes(span.text)) {
      const level = bidi.levels[start] ?? 0;
      const end = start + character.length;
      const emoji = isEmojiCandidate(character, fonts) ? findEmoji(character) : undefined;
      const choice = emoji === undefined ? chooseFont(character, span.style, run, fonts) : undefined;
      const script = choice?.face.findScript(character);
      if (
        run !== undefined &&
        (choice === undefined || !canExtend(run, { ...choice, level, style: span.style, script }))
      ) {
        parts.push(shapeRun(run, text));
        run = undefined;
      }
      if (emoji !== undefined) parts.push(emoji.map((one) => emojiAtom(one, start, end, level, span.style)));
      if (choice !== undefined) run ??= { ...choice, level, style: span.style, script, start, end };
      if (run !== undefined) {
        run.end = end;
        run.script ??= script;
      }
      start = end;
    }
  }
  if (run !== undefined) parts.push(shapeRun(run, text));
  return { text, direction: bidi.direction, atoms: parts.flat() };
}

/** Text of one line that XML can contain: line breaks and tabs become spaces. */
function cleanText(text: string): string {
  return replaceInvalidCharacters(text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]/g, " "));
}

/** Emoji are characters that the text font lacks, and those with a variation selector or enclosing keycap. */
function isEmojiCandidate(character: string, fonts: FontSet): boolean {
  if (character.includes("\ufe0e")) return false;
  return /[\ufe0f\u20e3]/.test(character) || !fonts.isText(character);
}

/** A space continues the run before it: words of one script are shaped together. */
function chooseFont(character: string, style: TextStyle, run: Run | undefined, fonts: FontSet): FontChoice {
  const isContinued = character === " " && run?.style === style && run.face.hasCharacter(0x20);
  return isContinued ? run : fonts.choose(character, style);
}

function canExtend(run: Run, next: Omit<Run, "start" | "end">): boolean {
  return (
    run.face === next.face &&
    run.isSlanted === next.isSlanted &&
    run.level === next.level &&
    run.style === next.style &&
    (run.script === undefined || next.script === undefined || run.script === next.script)
  );
}

function shapeRun({ face, isSlanted, level, style, script, start, end }: Run, text: string): readonly Atom[] {
  const unit = style.size / face.unitsPerEm;
  return face.shape(text, { start, end, script, isRtl: level % 2 === 1 }).map((cluster) => ({
    start: cluster.start,
    end: cluster.end,
    level,
    style,
    width: cluster.advance * unit,
    isSpace: text.slice(cluster.start, cluster.end).trim() === "",
    picture: { kind: "glyphs", face, isSlanted, unit, glyphs: cluster.glyphs },
  }));
}

function emojiAtom(emoji: Emoji, start: number, end: number, level: number, style: TextStyle): Atom {
  const width = style.size * emojiWidth;
  return { start, end, level, style, width, isSpace: false, picture: { kind: "emoji", emoji } };
}
