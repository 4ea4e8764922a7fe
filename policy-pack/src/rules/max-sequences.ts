import { z } from "zod";
import { organisationOn } from "./basis";
import { NotApplicable, stackRule, type StackSequence } from "./rule";

export const maxSequences = stackRule({
  id: "whatsapp-max-sequences",
  description: "An account holds no more sequences than the organisation keeps an eye on.",
  severity: "low",
  basis: organisationOn("Number of sequences for each WhatsApp Business Account"),
  steps: "Take out sequences that no ad uses, or raise `max`.",
  options: z.strictObject({
    max: z
      .int()
      .min(1)
      .optional()
      .describe("The most sequences of one WhatsApp Business Account in this stack. Absent: nothing is checked."),
  }),
  check:
    ({ max }) =>
    (sequences) => {
      if (max === undefined) return new NotApplicable("no maximum is configured");
      const accounts = new Map<string, StackSequence[]>();
      for (const sequence of sequences) {
        const wabaId = sequence.wabaId ?? "";
        const held = accounts.get(wabaId) ?? [];
        held.push(sequence);
        accounts.set(wabaId, held);
      }
      return [...accounts].flatMap(([wabaId, held]) => {
        const [first] = held.slice(max);
        if (first === undefined) return [];
        const account = wabaId === "" ? "the account" : `account ${wabaId}`;
        const says = `${account} has ${held.length} sequences in this stack, more than ${max}`;
        return [{ where: first.where, path: "sequence", says, fix: "Take out those that no ad uses." }];
      });
    },
});
