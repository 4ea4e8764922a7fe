import { z } from "zod";
import { contentDigestOf } from "../text/digest";
import { organisationOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

export const approvedContent = contentRule({
  id: "whatsapp-approved-content",
  description: "Every sequence's name and texts are on the list of what was approved, character by character.",
  severity: "high",
  basis: organisationOn("Approval before publication"),
  steps:
    "Have the texts approved, then add the digest that the message names (or that `pulumi-whatsapp-policy digest` prints) to the list.",
  options: z.strictObject({
    approved: z
      .array(
        z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits, as `pulumi-whatsapp-policy digest` prints them"),
      )
      .optional()
      .describe("Digests of the sequences that were approved, SHA-256 in hex. Absent: nothing is checked."),
  }),
  readsWhole: true,
  check: ({ approved }) => {
    const known = new Set(approved);
    return (content) => {
      if (approved === undefined) return new NotApplicable("no approved digests are configured");
      const digest = contentDigestOf(content);
      if (digest === undefined) return new NotApplicable("not all texts are known");
      if (known.has(digest)) return [];
      const says = `what it says is not approved (digest ${digest})`;
      return [{ path: "sequence", says, fix: "Have it approved and add the digest to the list." }];
    };
  },
});
