import { z } from "zod";
import { organisationOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

const moment = z.iso.datetime({
  offset: true,
  error: "must be a moment with its offset, e.g. 2026-11-26T00:00:00-03:00",
});

export const freezeWindow = contentRule({
  id: "whatsapp-freeze-window",
  description: "Nothing is deployed while a freeze lasts.",
  severity: "medium",
  basis: organisationOn("Change freeze"),
  steps:
    "Wait until the freeze is over. For an emergency, waive the rule for the sequence, with the reason. Policies see no differences, so the rule also speaks when nothing changes: leave it out of drift checks.",
  options: z.strictObject({
    windows: z
      .array(
        z
          .strictObject({
            from: moment.describe("First moment of the freeze."),
            to: moment.describe("Moment at which it is over."),
            reason: z.string().min(1).describe("Shown with each finding."),
          })
          .refine(({ from, to }) => Date.parse(from) < Date.parse(to), "must end after it begins"),
      )
      .optional()
      .describe("Freezes. Absent: nothing is checked."),
  }),
  check:
    ({ windows }, { now }) =>
    () => {
      if (windows === undefined) return new NotApplicable("no freeze is configured");
      const at = now().getTime();
      return windows
        .filter(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to))
        .map(({ from, to, reason }) => ({
          path: "sequence",
          says: `there is a freeze from ${from} to ${to} (${reason})`,
          fix: "Run again when it is over.",
        }));
    },
});
