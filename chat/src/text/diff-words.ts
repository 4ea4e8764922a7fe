import { diffWordsWithSpace } from "diff";

/** A piece of a text that was kept, added or removed. */
export interface DiffPart {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Largest number of changed words. A text with more counts as rewritten: its diff would be slow and unreadable. */
const maxEditLength = 300;

/** Compares two texts word by word. The kept and removed parts are the text before, the kept and added parts the text after. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  if (before === after) return listParts([["same", before]]);
  const changes = diffWordsWithSpace(before, after, { maxEditLength });
  if (changes === undefined) {
    return listParts([
      ["removed", before],
      ["added", after],
    ]);
  }
  return changes.map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

function listParts(parts: readonly (readonly [DiffPart["kind"], string])[]): readonly DiffPart[] {
  return parts.filter(([, text]) => text !== "").map(([kind, text]) => ({ kind, text }));
}
