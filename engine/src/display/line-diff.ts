export interface ComparedLine {
  readonly sign: "+" | "-" | " ";
  readonly text: string;
}

// The table has one cell per pair of lines.
const maxCells = 250_000;

/** Compares lines by their longest common subsequence. Very long texts are shown whole, old before new. */
export function lineDiff(before: readonly string[], after: readonly string[]): readonly ComparedLine[] {
  if (before.length * after.length > maxCells) return [...before.map(removedLine), ...after.map(addedLine)];
  const lengths = commonLengths(before, after);
  const lines: ComparedLine[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const old = before[left];
    const fresh = after[right];
    if (old !== undefined && old === fresh) {
      lines.push({ sign: " ", text: old });
      left++;
      right++;
    } else if (
      old !== undefined &&
      (fresh === undefined || cell(lengths, left + 1, right) >= cell(lengths, left, right + 1))
    ) {
      lines.push(removedLine(old));
      left++;
    } else if (fresh !== undefined) {
      lines.push(addedLine(fresh));
      right++;
    }
  }
  return lines;
}

function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const table: number[][] = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let left = before.length - 1; left >= 0; left--) {
    const row = table[left] ?? [];
    for (let right = after.length - 1; right >= 0; right--) {
      row[right] =
        before[left] === after[right]
          ? cell(table, left + 1, right + 1) + 1
          : Math.max(cell(table, left + 1, right), cell(table, left, right + 1));
    }
  }
  return table;
}

function cell(table: readonly (readonly number[])[], left: number, right: number): number {
  return table[left]?.[right] ?? 0;
}

function removedLine(text: string): ComparedLine {
  return { sign: "-", text };
}

function addedLine(text: string): ComparedLine {
  return { sign: "+", text };
}
