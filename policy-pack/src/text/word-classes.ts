import type { Span } from "../finding";
import { stop, type NormalizedText } from "./normalize";
import { createPhraseFinder, normalizePhrase } from "./phrases";

/** Text in which each word or phrase is one character that stands for its class, with the separators `.` `;` `:` and `,`. */
export interface ClassifiedText {
  readonly code: string;
  /** Maps a range of `code` that begins and ends with a word to the normalized text. */
  readonly getSpan: (range: Span) => Span;
}

/** Begins an item of a list, in the text that is normalized. */
export const listItem = "»";

const firstCode = 0xe000;
/** Word that is in no list. */
const otherWord = "\u{F000}";

/** Classifies words, and compiles patterns over their classes. */
export interface WordClasses {
  readonly classify: (text: NormalizedText) => ClassifiedText;
  /**
   * Compiles a regular expression over names of classes. `word` is a word of no class, `any` is any word. Blanks have no meaning. Patterns
   * limit each repetition, so that a search takes linear time.
   */
  readonly compile: (source: string, flags?: string) => RegExp;
}

/** Creates the classes of these words and phrases. Each must be in one class only. */
export function createWordClasses(lexicon: Readonly<Record<string, readonly string[]>>): WordClasses {
  const codes = new Map<string, string>();
  const entries = new Map<string, string>();
  for (const [name, phrases] of Object.entries(lexicon)) {
    const code = String.fromCharCode(firstCode + codes.size);
    codes.set(name, code);
    for (const phrase of phrases.map(normalizePhrase)) {
      if ((entries.get(phrase) ?? code) !== code) throw new Error(`${phrase} is in two classes`);
      entries.set(phrase, code);
    }
  }
  codes.set("word", otherWord);
  codes.set("any", "[^.;:,]");
  const findWords = createPhraseFinder(entries);
  return {
    classify: (text) => classifyWords(text, findWords(text)),
    compile: (source, flags) =>
      new RegExp(
        source
          .replace(/[a-z][A-Za-z]*/g, (name) => {
            const code = codes.get(name);
            if (code === undefined) throw new Error(`there is no class ${name}`);
            return code;
          })
          .replace(/\s+/g, ""),
        flags,
      ),
  };
}

const word = /[a-z0-9~]+/g;

function classifyWords(text: NormalizedText, known: readonly (Span & { readonly meaning: string })[]): ClassifiedText {
  const spans: Span[] = [];
  let code = "";
  let next = 0;
  let end = 0;
  for (const { 0: letters, index: start } of text.plain.matchAll(word)) {
    if (start < end) continue;
    const separator = readSeparator(text, end, start);
    if (separator !== "") {
      code += separator;
      spans.push({ start: end, end: start });
    }
    const phrase = known[next];
    if (phrase?.start === start) next++;
    end = phrase?.start === start ? phrase.end : start + letters.length;
    code += phrase?.start === start ? phrase.meaning : otherWord;
    spans.push({ start, end });
  }
  return {
    code,
    getSpan: (range) => ({
      start: spans[range.start]?.start ?? 0,
      end: spans[range.end - 1]?.end ?? text.plain.length,
    }),
  };
}

function readSeparator(text: NormalizedText, start: number, end: number): string {
  const kind = text.plain.charCodeAt(end - 1);
  if (kind === stop) return ".";
  if (text.plain[end - 1] !== ",") return "";
  const span = text.originalSpan({ start, end });
  const signs = text.original.slice(span.start, span.end);
  return signs.includes(listItem) ? ";" : signs.includes(":") ? ":" : ",";
}
