import type { Span } from "../finding";
import type { Marker, UnpairedMarker } from "./formatting";

// Words of footnotes that an asterisk refers to, in Portuguese, Spanish and English.
export const remark =
  /v[áa]lid|consult|condi[çct]|suje[ci]?t|subject|exce[pt]|exclu|limit|enquanto|mientras|while|estoque|stock|ilustrativ|vista|pix|juros|inter[ée]s|aplica|apply|applies|terms?\b|restri|somente|apenas|s[óo]lo|only|por pessoa|por persona|per person|regulamento|reglamento|cnpj|obs\b|notas?\b|note\b|p\.?s\b|importante|important|aviso|frete|env[íi]o|shipping|taxa|tax/iu;
export const boldWord = /^(?:[\p{L}¡¿]|\d{1,3} ?%)/u;
export const capital = /^[\p{Lu}¡¿\d]/u;
export const goesOn = /[.!?…]\s+\S/u;
export const figure = /[\d%]\s?$/;
export const sentence = /^\p{Lu}\p{Ll}* \p{L}/u;
export const codeWord = /^(?!(?:tis|twas|til|cause)\b)[\p{L}\p{N}]/iu;
export const closingQuote = /[´'’]/;
export const letter = /^\p{L}/u;
// Part of a user name before a marker.
export const handle = /[@\d._]/;
export const indent = /^[^\p{L}\p{N}]*$/u;

// Characters that are read around a marker.
const reach = 120;

/** The line around a marker. */
interface LineContext {
  readonly before: string;
  readonly after: string;
}

function lineContext(text: string, { start, end }: Span): LineContext {
  return {
    before:
      text
        .slice(Math.max(0, start - reach), start)
        .split("\n")
        .at(-1) ?? "",
    after: text.slice(end, end + reach).split("\n", 1)[0] ?? "",
  };
}

/** True if a lone asterisk before a word is a mistake and does not refer to a footnote. */
function isLoneBold(text: string, sign: Span): boolean {
  const { before, after } = lineContext(text, sign);
  if (!boldWord.test(after) || remark.test(after)) return false;
  if (indent.test(before)) {
    return capital.test(after) && (!text.slice(0, sign.start).includes("\n") || text.includes("\n", sign.end));
  }
  return !figure.test(before) && (capital.test(after) || goesOn.test(after));
}

/** True if the only marker of its kind in a text opens formatting that nothing closes. */
function isLone(text: string, sign: UnpairedMarker): boolean {
  const { before, after } = lineContext(text, sign);
  switch (sign.marker) {
    case "*":
      return isLoneBold(text, sign);
    case "_":
      // A single word, or one inside a line, may be a user name.
      return indent.test(before) && sentence.test(after);
    case "`":
      return codeWord.test(after) && !closingQuote.test(after);
    case "~":
      // "About", or a signature.
      return false;
    case "```":
      return true;
  }
}

/** True if the next marker was meant to close this one, but is in a later line or follows a blank. */
function isMissedBy(text: string, opener: UnpairedMarker, next: UnpairedMarker): boolean {
  const isSameLine = !text.slice(opener.end, next.start).includes("\n");
  if (next.shape !== (isSameLine ? "alone" : "closer")) return false;
  const { after } = lineContext(text, opener);
  if (!boldWord.test(after) || (opener.marker === "~" && !letter.test(after))) return false;
  if (opener.marker === "*" && remark.test(after)) return false;
  return isSameLine || !handle.test(lineContext(text, next).before.split(" ").at(-1) ?? "");
}

const markers = ["*", "_", "~", "`", "```"] as const satisfies readonly Marker[];

/**
 * Finds opening markers that are mistakes. Skips asterisks of footnotes, user names, "~10" for "about ten", and lists.
 */
export function findSlips(text: string, unpaired: readonly UnpairedMarker[]): readonly UnpairedMarker[] {
  return markers.flatMap((marker) => {
    const signs = unpaired.filter((sign) => sign.marker === marker);
    const firstCloser = signs.findIndex(({ shape }) => shape === "closer");
    // A marker after a word may refer to all footnotes that follow.
    const openers = signs.slice(0, firstCloser < 0 ? signs.length : firstCloser);
    return openers.filter((sign, i) => {
      const next = signs[i + 1];
      if (sign.shape !== "opener") return false;
      return next === undefined ? i === 0 && isLone(text, sign) : isMissedBy(text, sign, next);
    });
  });
}
