import { z } from "zod";
import { placesOf } from "../content";
import { quoted } from "../finding";
import { organisationOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

const longest = 200;

export const naming = contentRule({
  id: "whatsapp-naming",
  description: "Names of sequences follow the organisation's pattern.",
  severity: "low",
  basis: organisationOn("Names"),
  steps: "Change the `name` so that it matches the pattern.",
  options: z.strictObject({
    pattern: z
      .string()
      .refine(compiles, "is not a regular expression of JavaScript with the flag u")
      .optional()
      .describe(
        "Regular expression (flag u) that the whole name matches, e.g. `(br|mx|us)-[a-z0-9-]+`. Absent: nothing is checked.",
      ),
    hint: z.string().optional().describe("How a person would say the pattern, shown with each finding."),
  }),
  readsWhole: true,
  check: ({ pattern, hint }) => {
    const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "u");
    const fix = hint === undefined ? `Make it match ${pattern ?? ""}.` : `It should be: ${hint}.`;
    return (content) => {
      if (whole === undefined) return new NotApplicable("no pattern is configured");
      // A pattern of somebody else's may take long on long texts.
      return placesOf(content, ["name"]).flatMap(({ path, text }) =>
        text.length <= longest && whole.test(text)
          ? []
          : [{ path, says: `${quoted(text)} does not follow the pattern`, fix }],
      );
    };
  },
});

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, "u");
    return true;
  } catch {
    return false;
  }
}
