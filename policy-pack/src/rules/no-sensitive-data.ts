import { z } from "zod";
import { allParts, placesOf } from "../content";
import { bounded } from "../finding";
import { personalNumbersIn } from "../text/personal-numbers";
import { messagingPolicyOn } from "./basis";
import { contentRule } from "./rule";

export const noSensitiveData = contentRule({
  id: "whatsapp-no-sensitive-data",
  description: "No text holds a payment card, bank account or identity number of a person.",
  severity: "critical",
  basis: messagingPolicyOn(
    "Do not share full length individual payment card numbers, financial account numbers, personal ID card numbers, or other sensitive identifiers",
  ),
  steps:
    "Take the number out. Everyone who opens the chat would read it; give it to one person, where you know who asks.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => async (content) => {
    const found = await Promise.all(
      placesOf(content, allParts).map(async ({ path, text }) => ({ path, numbers: await personalNumbersIn(text) })),
    );
    return found.flatMap(({ path, numbers }) =>
      bounded(
        numbers.map(({ kind, start, end }) => ({
          path,
          span: { start, end },
          says: `${kind} stands here`,
          fix: "Take it out: everyone who opens the chat would read it.",
        })),
      ),
    );
  },
});
