import { diffArrays } from "diff";
import { splitWords } from "./split-words";

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
  const changes = diffArrays(splitWords(before), splitWords(after), { maxEditLength });
  if (changes === undefined) {
    return listParts([
      ["removed", before],
      ["added", after],
    ]);
  }
  return joinNeighbours(
    changes.map(({ added, removed, value }) => ({
      kind: added ? "added" : removed ? "removed" : "same",
      text: value.join(""),
    })),
  );
}

/** Joins changed words with only spaces between them: a reader compares phrases, not alternating words. */
function joinNeighbours(parts: readonly DiffPart[]): readonly DiffPart[] {
  const joined: DiffPart[] = [];
  let [removed, added] = ["", ""];
  const flush = (): void => {
    joined.push(
      ...listParts([
        ["removed", removed],
        ["added", added],
      ]),
    );
    [removed, added] = ["", ""];
  };
  for (const [index, { kind, text }] of parts.entries()) {
    const isBetween = /^ +$/.test(text) && removed !== "" && added !== "" && parts[index + 1] !== undefined;
    if (kind === "same" && !isBetween) {
      flush();
      joined.push({ kind, text });
      continue;
    }
    if (kind !== "added") removed += text;
    if (kind !== "removed") added += text;
  }
  flush();
  return joined;
}

function listParts(parts: readonly (readonly [DiffPart["kind"], string])[]): readonly DiffPart[] {
  return parts.filter(([, text]) => text !== "").map(([kind, text]) => ({ kind, text }));
}
