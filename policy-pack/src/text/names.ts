import { distance } from "fastest-levenshtein";
import { blank, type Folded } from "./folded";
import { foldedPhrase } from "./phrases";

/** A name, or nearly, in a folded text. */
export interface NameHit {
  readonly start: number;
  readonly end: number;
  /** As it was given. */
  readonly name: string;
  readonly isExact: boolean;
}

// Of shorter names too many ordinary words are one letter away.
const shortestNear = 5;

/** Finds names of one or more words, and whole words of about their length that are at most so many letters away. */
export function namesFinder(names: readonly string[], maxDistance: number): (text: Folded) => readonly NameHit[] {
  const wanted = names.map((name) => {
    const plain = foldedPhrase(name);
    return { name, plain, words: plain.split(" ").length, most: plain.length < shortestNear ? 0 : maxDistance };
  });
  const shortest = Math.min(...wanted.map(({ plain, most }) => plain.length - most));
  const longest = Math.max(...wanted.map(({ plain, most }) => plain.length + most));
  const mostWords = Math.max(...wanted.map(({ words }) => words));
  const nameOf = (piece: string, words: number) =>
    wanted.find(({ plain }) => plain === piece) ?? wanted.find((name) => name.words === words && isNear(name, piece));
  return ({ plain }) => {
    const known = new Map<string, ReturnType<typeof nameOf>>();
    const hits: NameHit[] = [];
    for (let start = 1; start < plain.length; start++) {
      if (!isWord(plain.charCodeAt(start)) || isWord(plain.charCodeAt(start - 1))) continue;
      let best: NameHit | undefined;
      for (let end = start, words = 1; words <= mostWords && end - start <= longest; end++) {
        const code = plain.charCodeAt(end);
        if (isWord(code)) continue;
        if (end - start >= shortest) {
          const piece = plain.slice(start, end);
          const found = known.has(piece) ? known.get(piece) : nameOf(piece, words);
          known.set(piece, found);
          if (found !== undefined) best = { start, end, name: found.name, isExact: found.plain === piece };
        }
        if (code !== blank) break;
        words++;
      }
      if (best === undefined) continue;
      hits.push(best);
      start = best.end;
    }
    return hits;
  };
}

function isWord(code: number): boolean {
  return code > 0x2f;
}

function isNear({ plain, most }: { readonly plain: string; readonly most: number }, piece: string): boolean {
  return (
    piece === plain ||
    // A plural, or the name with a genitive, is the name.
    (most > 0 &&
      Math.abs(piece.length - plain.length) <= most &&
      piece !== `${plain}s` &&
      distance(piece, plain) <= most)
  );
}

export const address = /[@/#\\]|\.\p{L}/u;

/** Whether it stands inside an address or a tag, where names are spelt as they must be: `https://luckyshrub.com`, `@luckyshrub`. */
export function isInAddress(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const before = /\S*$/.exec(text.slice(Math.max(0, start - 100), start))?.[0] ?? "";
  const after = /^\S*/.exec(text.slice(end, end + 100))?.[0] ?? "";
  return address.test(before + text.slice(start, end) + after);
}
