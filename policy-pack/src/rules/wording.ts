import { listTextFields, type Content, type FieldKind } from "../content";
import { describeFirst, quote, type Message, type Span, type Violation } from "../finding";
import type { WordingPattern } from "../lexicons/restricted-offers";
import { normalize, type NormalizedText } from "../text/normalize";
import type { PhraseMatch } from "../text/phrases";
import { createWordClasses } from "../text/word-classes";

/** Reports each phrase that `find` returns for a text, with the original piece in the message. */
export function checkPhrases<Match extends Span>(
  content: Content,
  find: (text: NormalizedText) => readonly Match[],
  describe: (piece: string, match: Match) => Message,
  kinds?: readonly FieldKind[],
): readonly Violation[] {
  return listTextFields(content, kinds).flatMap(({ path, text: original }) => {
    const text = normalize(original);
    return describeFirst(find(text), (match) => {
      const span = text.originalSpan(match);
      return { path, span, message: describe(quote(original.slice(span.start, span.end)), match) };
    });
  });
}

/** Creates a search for combinations of words, for each kind of violation. */
export function createWordingFinder<Meaning>(
  kinds: readonly (readonly [pattern: WordingPattern, means: Meaning])[],
): (text: NormalizedText) => PhraseMatch<Meaning>[] {
  const searches = kinds.map(([{ words, patterns }, meaning]) => {
    const { classify, compile } = createWordClasses(words);
    return { classify, pattern: compile(patterns.join("|"), "g"), meaning };
  });
  return (text) =>
    searches.flatMap(({ classify, pattern, meaning }) => {
      const { code, getSpan } = classify(text);
      return Array.from(code.matchAll(pattern), ({ 0: piece, index }) => ({
        ...getSpan({ start: index, end: index + piece.length }),
        meaning,
      }));
    });
}

/** Merges matches of words and of combinations of words, in the order of the text. Leaves out those that overlap an earlier one. */
export function mergeMatches<Match extends Span>(...lists: readonly (readonly Match[])[]): Match[] {
  const merged: Match[] = [];
  for (const match of lists.flat().sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (match.start >= (merged.at(-1)?.end ?? 0)) merged.push(match);
  }
  return merged;
}
