import { distance } from "fastest-levenshtein";
import type { Span } from "../finding";
import { blank, type NormalizedText } from "./normalize";
import { normalizePhrase } from "./phrases";

/** A name, or a word close to it, in a normalized text. */
export interface NameMatch extends Span {
  /** The name in its original spelling. */
  readonly name: string;
  readonly isExact: boolean;
}

// Too many ordinary words are one letter away from a shorter name.
const minSimilarLength = 5;

/** Creates a search for names of one or more words, and for words that differ from them by at most `maxDistance` letters. */
export function createNameFinder(
  names: readonly string[],
  maxDistance: number,
): (text: NormalizedText) => readonly NameMatch[] {
  const wanted = names.map((name) => {
    const plain = normalizePhrase(name);
    return { name, plain, words: plain.split(" ").length, most: plain.length < minSimilarLength ? 0 : maxDistance };
  });
  const shortest = Math.min(...wanted.map(({ plain, most }) => plain.length - most));
  const longest = Math.max(...wanted.map(({ plain, most }) => plain.length + most));
  const mostWords = Math.max(...wanted.map(({ words }) => words));
  const findName = (piece: string, words: number) =>
    wanted.find(({ plain }) => plain === piece) ??
    wanted.find((name) => name.words === words && isSimilarName(name, piece));
  return ({ plain }) => {
    const known = new Map<string, ReturnType<typeof findName>>();
    const matches: NameMatch[] = [];
    for (let start = 1; start < plain.length; start++) {
      if (!isWord(plain.charCodeAt(start)) || isWord(plain.charCodeAt(start - 1))) continue;
      let best: NameMatch | undefined;
      for (let end = start, words = 1; words <= mostWords && end - start <= longest; end++) {
        const code = plain.charCodeAt(end);
        if (isWord(code)) continue;
        if (end - start >= shortest) {
          const piece = plain.slice(start, end);
          const found = known.has(piece) ? known.get(piece) : findName(piece, words);
          known.set(piece, found);
          if (found !== undefined) best = { start, end, name: found.name, isExact: found.plain === piece };
        }
        if (code !== blank) break;
        words++;
      }
      if (best === undefined) continue;
      matches.push(best);
      start = best.end;
    }
    return matches;
  };
}

function isWord(code: number): boolean {
  return code > 0x2f;
}

function isSimilarName({ plain, most }: { readonly plain: string; readonly most: number }, piece: string): boolean {
  return (
    piece === plain ||
    // A plural or genitive counts as the name itself.
    (most > 0 &&
      Math.abs(piece.length - plain.length) <= most &&
      piece !== `${plain}s` &&
      distance(piece, plain) <= most)
  );
}

export const address = /[@/#\\]|\.\p{L}/u;

/** True if a span is inside an address or handle, which has its own spelling: `https://luckyshrub.com`, `@luckyshrub`. */
export function isInAddress(text: string, { start, end }: Span): boolean {
  const before = /\S*$/.exec(text.slice(Math.max(0, start - 100), start))?.[0] ?? "";
  const after = /^\S*/.exec(text.slice(end, end + 100))?.[0] ?? "";
  return address.test(before + text.slice(start, end) + after);
}
