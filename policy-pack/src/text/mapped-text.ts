import type { Span } from "../finding";
import { sliceSpan } from "./spans";

/** A piece of a text and what replaces it. */
export interface Edit extends Span {
  readonly replacement: string;
}

/** A changed text that knows where its characters come from. */
export class MappedText {
  readonly text: string;
  /** Start and end in the source of each UTF-16 unit. Undefined while the text is unchanged. */
  readonly #starts: Uint32Array | undefined;
  readonly #ends: Uint32Array | undefined;

  private constructor(text: string, starts?: Uint32Array, ends?: Uint32Array) {
    this.text = text;
    this.#starts = starts;
    this.#ends = ends;
  }

  static fromSource(source: string): MappedText {
    return new MappedText(source);
  }

  /** Returns the part of the source that became this span. */
  sourceSpan({ start, end }: Span): Span {
    const sourceStart = this.#startOf(start);
    return { start: sourceStart, end: end > start ? this.#endOf(end - 1) : sourceStart };
  }

  /** Applies edits, which are in order and do not overlap. */
  applyEdits(edits: readonly Edit[]): MappedText {
    if (edits.length === 0) return this;
    const length = edits.reduce(
      (sum, edit) => sum + edit.replacement.length - (edit.end - edit.start),
      this.text.length,
    );
    const starts = new Uint32Array(length);
    const ends = new Uint32Array(length);
    const parts: string[] = [];
    let from = 0;
    let filled = 0;
    const keepUntil = (end: number): void => {
      parts.push(this.text.slice(from, end));
      for (; from < end; from++, filled++) {
        starts[filled] = this.#startOf(from);
        ends[filled] = this.#endOf(from);
      }
    };
    for (const edit of edits) {
      keepUntil(edit.start);
      const source = this.sourceSpan(edit);
      parts.push(edit.replacement);
      starts.fill(source.start, filled, filled + edit.replacement.length);
      ends.fill(source.end, filled, filled + edit.replacement.length);
      filled += edit.replacement.length;
      from = edit.end;
    }
    keepUntil(this.text.length);
    return new MappedText(parts.join(""), starts, ends);
  }

  #startOf(at: number): number {
    if (this.#starts === undefined) return at;
    return this.#starts[at] ?? this.#ends?.at(-1) ?? 0;
  }

  #endOf(at: number): number {
    return this.#ends === undefined ? at + 1 : (this.#ends[at] ?? 0);
  }
}

/** Lists the edits of all matches of a global pattern. `replace` returns undefined to keep a match. */
export function listEdits(
  text: string,
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string | undefined,
): readonly Edit[] {
  // Most texts have no match, and a search is much faster than an iterator.
  if (text.search(pattern) < 0) return [];
  return Array.from(text.matchAll(pattern)).flatMap((match) => {
    const replacement = replace(match);
    return replacement === undefined ? [] : [{ start: match.index, end: match.index + match[0].length, replacement }];
  });
}

/** Lists the edits of all matches within these spans. */
export function listEditsWithin(
  text: string,
  spans: readonly Span[],
  pattern: RegExp,
  replace: (match: RegExpExecArray) => string | undefined,
): readonly Edit[] {
  return spans.flatMap((span) =>
    listEdits(sliceSpan(text, span), pattern, replace).map((edit) => ({
      ...edit,
      start: edit.start + span.start,
      end: edit.end + span.start,
    })),
  );
}
