/** Finds the name that was probably meant: a few letters away, or else one that contains the written text. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  const folded = written.toLowerCase();
  const candidates = names
    .map((name) => ({ name, distance: editDistance(folded, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [nearest] = candidates;
  if (nearest !== undefined && nearest.distance <= Math.max(2, written.length / 3)) return nearest.name;
  if (written.length < leastContained) return undefined;
  return candidates.find(({ name }) => name.toLowerCase().includes(folded))?.name;
}

/** Shorter texts occur in many names. */
const leastContained = 4;

/** Levenshtein distance; infinite for a text that is longer than any name. */
export function editDistance(a: string, b: string): number {
  if (a.length > 64) return Number.POSITIVE_INFINITY;
  // One row of the table of distances at a time, without its first column, which is the row's own number.
  let row = Array.from({ length: b.length }, (_, j) => j + 1);
  let last = b.length;
  for (let i = 0; i < a.length; i++) {
    let diagonal = i;
    last = i + 1;
    row = row.map((above, j) => {
      last = Math.min(diagonal + (a[i] === b[j] ? 0 : 1), above + 1, last + 1);
      diagonal = above;
      return last;
    });
  }
  return last;
}
