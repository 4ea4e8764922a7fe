import { distance } from "fastest-levenshtein";

// Accents of alphabets. Vowels of Indic and Thai words are combining marks too, but not accents.
export const accents = /[\u0300-\u036F]+/g;
// "C++", "C#" and "Plano+" are words.
export const notWord = /[^\p{L}\p{M}\p{N}+#%&@$€£]+/u;

/** Lists the words of a text without case, accents and punctuation. */
export function listWords(text: string): readonly string[] {
  return text
    .normalize("NFKD")
    .replace(accents, "")
    .toLowerCase()
    .split(notWord)
    .filter((word) => word !== "");
}

/** Computes Dice's coefficient of the letter pairs of two texts: 0 if they share none, 1 if they share all. */
export function computeSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const left = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i += 1) left.set(a.slice(i, i + 2), (left.get(a.slice(i, i + 2)) ?? 0) + 1);
  let shared = 0;
  for (let i = 0; i + 1 < b.length; i += 1) {
    const pair = b.slice(i, i + 2);
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    shared += 1;
  }
  return a.length + b.length <= 2 ? 0 : (2 * shared) / (a.length + b.length - 2);
}

// Words that do not change a question, in Portuguese, Spanish and English.
const fillerWords = new Set(
  (
    "a as o os um uma de do da dos das no na nos nas em para pra por ao aos e que me meu minha eu " +
    "el la los las un una del al en y mi yo lo the an of to in on for and my i is"
  ).split(" "),
);
const shortestTypo = 5;
export const notLetter = /[^\p{L}\p{M}]/u;

/** True if two texts differ only in filler words and single letters. "plano A" and "plano B" ask different questions, although they are similar. */
export function isRewording(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [removeWords(a, b), removeWords(b, a)];
  return (
    left.length === right.length &&
    left.every((word) => right.some((other) => isTypo(word, other))) &&
    right.every((word) => left.some((other) => isTypo(word, other)))
  );
}

function removeWords(words: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return words.filter((word) => !known.has(word) && !fillerWords.has(word));
}

function isTypo(a: string, b: string): boolean {
  return (
    Math.min(a.length, b.length) >= shortestTypo &&
    a.charAt(0) === b.charAt(0) &&
    distance(a, b) === 1 &&
    !notLetter.test(a + b)
  );
}
