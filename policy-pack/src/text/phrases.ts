import type { Language } from "../rules/rule";
import { blank, folded, type Folded } from "./folded";

/** Words and phrases for each language. */
export type Lexicon = Readonly<Record<Language, readonly string[]>>;

/** Phrases with commas between them; `arma(s) de fogo` is the phrase without and with what stands in brackets. */
export function phrases(list: string): readonly string[] {
  return list
    .split(",")
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .flatMap(variants);
}

function variants(phrase: string): readonly string[] {
  const [, before, more, after] = /^([^(]*)\(([^)]*)\)(.*)$/.exec(phrase) ?? [];
  return before === undefined || more === undefined || after === undefined
    ? [phrase]
    : [...variants(before + after), ...variants(before + more + after)];
}

export function ofAllLanguages({ pt, es, en }: Lexicon): readonly string[] {
  return [...pt, ...es, ...en];
}

/** A phrase that was found: its place in the folded text, and what it stands for. */
export interface Hit<Meaning> {
  readonly start: number;
  readonly end: number;
  readonly means: Meaning;
}

const width = 37;
function slotOf(code: number): number {
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

/** A phrase as it stands in a folded text. */
export function foldedPhrase(phrase: string): string {
  const bare = folded(phrase).plain.slice(1, -1);
  if (!/^[a-z0-9]+(?: [a-z0-9]+)*$/.test(bare)) throw new Error(`cannot look for the phrase ${JSON.stringify(phrase)}`);
  return bare;
}

/**
 * Finds phrases in whole words; where several begin at one word, the longest. Time is linear in the text: from each beginning of a word it
 * walks no further than the longest phrase.
 */
export function finder<Meaning>(
  entries: Iterable<readonly [phrase: string, means: Meaning]>,
): (text: Folded) => Hit<Meaning>[] {
  const listed = [...entries].map(([phrase, means]) => ({ phrase: foldedPhrase(phrase), means }));
  const most = listed.reduce((sum, { phrase }) => sum + phrase.length, 1);
  const next = new Int32Array(most * width);
  const ends = new Map<number, Meaning>();
  let nodes = 1;
  for (const { phrase, means } of listed) {
    let node = 0;
    for (let i = 0; i < phrase.length; i++) {
      const edge = node * width + slotOf(phrase.charCodeAt(i));
      node = next[edge] ||= nodes++;
    }
    ends.set(node, means);
  }
  return ({ plain }) => {
    const hits: Hit<Meaning>[] = [];
    for (let at = 1; at < plain.length; at++) {
      if (!isWord(plain.charCodeAt(at)) || isWord(plain.charCodeAt(at - 1))) continue;
      let found: Hit<Meaning> | undefined;
      let node = 0;
      for (let i = at; i < plain.length; i++) {
        const slot = slotOf(plain.charCodeAt(i));
        node = slot < 0 ? 0 : (next[node * width + slot] ?? 0);
        if (node === 0) break;
        if (isWord(plain.charCodeAt(i + 1))) continue;
        const means = ends.get(node);
        if (means !== undefined) found = { start: at, end: i + 1, means };
      }
      if (found === undefined) continue;
      hits.push(found);
      at = found.end;
    }
    return hits;
  };
}
