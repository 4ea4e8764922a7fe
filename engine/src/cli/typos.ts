import { distance } from "fastest-levenshtein";

/** Edits between two words; two swapped letters count as one. */
export function countEdits(left: string, right: string): number {
  const edits = distance(left, right);
  return edits === 2 && hasSameLetters(left, right) ? 1 : edits;
}

function hasSameLetters(left: string, right: string): boolean {
  return Array.from(left).sort().join("") === Array.from(right).sort().join("");
}
