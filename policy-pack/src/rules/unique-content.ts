import { z } from "zod";
import { quoted } from "../finding";
import { templateGuidelinesOn } from "./basis";
import { stackRule, type StackFinding, type StackSequence } from "./rule";

export const uniqueContent = stackRule({
  id: "whatsapp-unique-content",
  description: "No two sequences of an account have the same name or the same texts.",
  severity: "medium",
  basis: templateGuidelinesOn("Duplicates: a template with the same texts as another is refused"),
  steps: "Give one of them another name or other texts, or use one sequence for both ads.",
  options: z.strictObject({}),
  check: () => (sequences) => [
    ...repeated(sequences, "name", nameOf, "names are how people tell sequences apart; give each its own"),
    ...repeated(sequences, "text", textsOf, "one sequence can serve several ads; keep one of the two"),
  ],
});

function nameOf({ content }: StackSequence): string | undefined {
  return content.name;
}

function textsOf({ content: { text, autofill, iceBreakers, isPartial = false } }: StackSequence): string | undefined {
  return isPartial || text === undefined || iceBreakers.includes(undefined)
    ? undefined
    : JSON.stringify([text, autofill ?? null, iceBreakers]);
}

function repeated(
  sequences: readonly StackSequence[],
  path: string,
  keyOf: (sequence: StackSequence) => string | undefined,
  advice: string,
): StackFinding[] {
  const first = new Map<string, StackSequence>();
  return sequences.flatMap((sequence) => {
    const own = keyOf(sequence);
    if (own === undefined) return [];
    const key = JSON.stringify([sequence.wabaId ?? null, own]);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, sequence);
      return [];
    }
    const what = path === "name" ? "the same name" : "the same texts";
    const says = `${quoted(sequence.name)} and ${quoted(other.name)} have ${what}`;
    return [{ where: sequence.where, path, says, fix: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.` }];
  });
}
