import { distance } from "fastest-levenshtein";

/** Edit distance of two words. Two swapped letters count as one edit. */
export function countEdits(left: string, right: string): number {
  const edits = distance(left, right);
  return edits === 2 && hasSameLetters(left, right) ? 1 : edits;
}

function hasSameLetters(left: string, right: string): boolean {
  return Array.from(left).sort().join("") === Array.from(right).sort().join("");
}
