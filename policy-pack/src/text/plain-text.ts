import type { Span } from "../finding";
import { joinLetters } from "./letter-rows";
import { listEdits, MappedText } from "./mapped-text";
import { listLookalikeEdits } from "./mixed-scripts";
import { readableCharacter, readCharacter } from "./readable-characters";
import { cacheByText } from "./text-cache";

/**
 * Returns the text as a person reads it, with its places in the source: digits of all scripts and full-width, circled, mathematical and small
 * capital letters become ASCII, invisible characters disappear, lookalike letters become Latin, and letters pulled apart become words. Rules
 * about content read this text. Rules about form read the source.
 */
export const toPlainText = cacheByText(readSource);

function readSource(source: string): MappedText {
  const readable = MappedText.fromSource(source).applyEdits(
    listEdits(source, readableCharacter, ([character]) => readCharacter(character)),
  );
  return joinLetters(readable.applyEdits(listLookalikeEdits(readable.text)));
}

/** Runs a search on the plain text and returns its results with their spans in the source. */
export function findInPlainText<Range extends Span>(
  source: string,
  find: (plain: string) => readonly Range[],
): readonly Range[] {
  return locateInSource(source, find(toPlainText(source).text));
}

/** Replaces spans of the plain text by those of the source. */
export function locateInSource<Range extends Span>(source: string, found: readonly Range[]): readonly Range[] {
  const plain = toPlainText(source);
  return found.map((range) => ({ ...range, ...plain.sourceSpan(range) }));
}
