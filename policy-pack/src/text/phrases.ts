import type { Span } from "../finding";
import type { Language } from "./language";
import { blank, normalize, type NormalizedText } from "./normalize";

/** Phrases for each language. */
export type Lexicon = Readonly<Record<Language, readonly string[]>>;

/** Parses a list of phrases separated by commas. `arma(s) de fogo` means the phrase with and without the part in brackets. */
export function parsePhrases(list: string): readonly string[] {
  return list
    .split(",")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .flatMap(expandVariants);
}

function expandVariants(phrase: string): readonly string[] {
  const [, before, more, after] = /^([^(]*)\(([^)]*)\)(.*)$/.exec(phrase) ?? [];
  return before === undefined || more === undefined || after === undefined
    ? [phrase]
    : [...expandVariants(before + after), ...expandVariants(before + more + after)];
}

export function listAllLanguages({ pt, es, en }: Lexicon): readonly string[] {
  return [...pt, ...es, ...en];
}

/** A phrase in a normalized text, with its meaning. */
export interface PhraseMatch<Meaning> extends Span {
  readonly meaning: Meaning;
}

const width = 37;
function slotFor(code: number): number {
  return code >= 0x61 && code <= 0x7a
    ? code - 0x60
    : code >= 0x30 && code <= 0x39
      ? code - 0x30 + 27
      : code === blank
        ? 0
        : -1;
}

function isWord(code: number): boolean {
  return code > 0x2f;
}

export const normalPhrase = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** Returns a phrase in the form that it has in a normalized text. */
export function normalizePhrase(phrase: string): string {
  if (normalPhrase.test(phrase)) return phrase;
  const bare = normalize(phrase).plain.slice(1, -1);
  if (!normalPhrase.test(bare)) {
    throw new Error(`a phrase must consist of words of letters and digits, but is ${JSON.stringify(phrase)}`);
  }
  return bare;
}

/**
 * Creates a search for phrases of whole words. The longest of several phrases that begin at one word wins. Time is linear in the text: the
 * search reads no further than the longest phrase from each word.
 */
export function createPhraseFinder<Meaning>(
  entries: Iterable<readonly [phrase: string, means: Meaning]>,
): (text: NormalizedText) => PhraseMatch<Meaning>[] {
  const listed = [...entries].map(([phrase, means]) => ({ phrase: normalizePhrase(phrase), means }));
  const most = listed.reduce((sum, { phrase }) => sum + phrase.length, 1);
  const next = new Int32Array(most * width);
  const ends = new Map<number, Meaning>();
  let nodes = 1;
  for (const { phrase, means } of listed) {
    let node = 0;
    for (let i = 0; i < phrase.length; i++) {
      const edge = node * width + slotFor(phrase.charCodeAt(i));
      node = next[edge] ||= nodes++;
    }
    ends.set(node, means);
  }
  return ({ plain }) => {
    const matches: PhraseMatch<Meaning>[] = [];
    for (let at = 1; at < plain.length; at++) {
      if (!isWord(plain.charCodeAt(at)) || isWord(plain.charCodeAt(at - 1))) continue;
      let found: PhraseMatch<Meaning> | undefined;
      let node = 0;
      for (let i = at; i < plain.length; i++) {
        const slot = slotFor(plain.charCodeAt(i));
        node = slot < 0 ? 0 : (next[node * width + slot] ?? 0);
        if (node === 0) break;
        if (isWord(plain.charCodeAt(i + 1))) continue;
        const means = ends.get(node);
        if (means !== undefined) found = { start: at, end: i + 1, meaning: means };
      }
      if (found === undefined) continue;
      matches.push(found);
      at = found.end;
    }
    return matches;
  };
}
