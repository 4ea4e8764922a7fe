import type { Span } from "../finding";
import { matches, pieceOf } from "./stretches";

// More marks than any writing has; without a bound, putting marks in order takes time by the square of their number.
const most = 30;

/** A letter with marks, or the parts of a Hangul syllable. */
export const composable = new RegExp(
  [
    String.raw`[\u1100-\u1112][\u1161-\u1175][\u11A8-\u11C2]?`,
    String.raw`[\uAC00-\uD7A3][\u11A8-\u11C2]`,
    String.raw`\P{M}\p{M}{1,${most}}(?!\p{M})`,
  ].join("|"),
  "gu",
);

/**
 * Letters in several characters for which Unicode has a single one. What its composition exclusions name stays in parts (Hebrew points,
 * some letters of Indic scripts), and compatibility ideographs stay as they are, since NFC would change how a name looks.
 */
export function inParts(text: string): readonly Span[] {
  return matches(text, composable).filter((span) => {
    const piece = pieceOf(text, span);
    return piece.normalize("NFC").length < piece.length;
  });
}
