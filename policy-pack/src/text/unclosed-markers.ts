import type { Span } from "../finding";
import type { Marker, UnpairedMarker } from "./formatting";

// Words of footnotes that an asterisk refers to, in Portuguese, Spanish and English.
export const footnote =
  /v[áa]lid|consult|condi[çct]|suje[ci]?t|subject|exce[pt]|exclu|limit|enquanto|mientras|while|estoque|stock|ilustrativ|vista|pix|juros|inter[ée]s|aplica|apply|applies|terms?\b|restri|somente|apenas|s[óo]lo|only|por pessoa|por persona|per person|regulamento|reglamento|cnpj|obs\b|notas?\b|note\b|p\.?s\b|importante|important|aviso|frete|env[íi]o|shipping|taxa|tax/iu;
export const boldWord = /^(?:[\p{L}¡¿]|\d{1,3} ?%)/u;
export const capital = /^[\p{Lu}¡¿\d]/u;
export const continues = /[.!?…]\s+\S/u;
export const digitBefore = /[\d%]\s?$/;
export const sentence = /^\p{Lu}\p{Ll}* \p{L}/u;
export const codeWord = /^(?!(?:tis|twas|til|cause)\b)[\p{L}\p{N}]/iu;
export const closingQuote = /[´'’]/;
export const letter = /^\p{L}/u;
// Part of a user name before a marker.
export const handle = /[@\d._]/;
export const indent = /^[^\p{L}\p{N}]*$/u;

// Characters that are read around a marker.
const contextLength = 120;

/** The line around a marker. */
interface LineContext {
  readonly before: string;
  readonly after: string;
}

function getLineContext(text: string, { start, end }: Span): LineContext {
  return {
    before:
      text
        .slice(Math.max(0, start - contextLength), start)
        .split("\n")
        .at(-1) ?? "",
    after: text.slice(end, end + contextLength).split("\n", 1)[0] ?? "",
  };
}

/** True if a lone asterisk before a word is a mistake and does not refer to a footnote. */
function isLoneBoldMistake(text: string, opener: Span): boolean {
  const { before, after } = getLineContext(text, opener);
  if (!boldWord.test(after) || footnote.test(after)) return false;
  if (indent.test(before)) {
    return capital.test(after) && (!text.slice(0, opener.start).includes("\n") || text.includes("\n", opener.end));
  }
  return !digitBefore.test(before) && (capital.test(after) || continues.test(after));
}

/** True if the only marker of its kind in a text opens formatting that nothing closes. */
function isLoneMistake(text: string, opener: UnpairedMarker): boolean {
  const { before, after } = getLineContext(text, opener);
  switch (opener.marker) {
    case "*":
      return isLoneBoldMistake(text, opener);
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
function isClosedTooLate(text: string, opener: UnpairedMarker, next: UnpairedMarker): boolean {
  const isSameLine = !text.slice(opener.end, next.start).includes("\n");
  if (next.shape !== (isSameLine ? "alone" : "closer")) return false;
  const { after } = getLineContext(text, opener);
  if (!boldWord.test(after) || (opener.marker === "~" && !letter.test(after))) return false;
  if (opener.marker === "*" && footnote.test(after)) return false;
  return isSameLine || !handle.test(getLineContext(text, next).before.split(" ").at(-1) ?? "");
}

const markers = ["*", "_", "~", "`", "```"] as const satisfies readonly Marker[];

/**
 * Finds opening markers that are mistakes. Skips asterisks of footnotes, user names, "~10" for "about ten", and lists.
 */
export function findUnclosedMarkers(text: string, unpaired: readonly UnpairedMarker[]): readonly UnpairedMarker[] {
  return markers.flatMap((marker) => {
    const sameKind = unpaired.filter((opener) => opener.marker === marker);
    const firstCloser = sameKind.findIndex(({ shape }) => shape === "closer");
    // A marker after a word may refer to all footnotes that follow.
    const openers = sameKind.slice(0, firstCloser < 0 ? sameKind.length : firstCloser);
    return openers.filter((opener, i) => {
      const next = sameKind[i + 1];
      if (opener.shape !== "opener") return false;
      return next === undefined ? i === 0 && isLoneMistake(text, opener) : isClosedTooLate(text, opener, next);
    });
  });
}
