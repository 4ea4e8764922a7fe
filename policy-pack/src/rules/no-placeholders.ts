import { z } from "zod";
import { allParts, placesOf } from "../content";
import { bounded, quoted } from "../finding";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

// A sequence knows no personalisation, so whatever looks like a placeholder reaches people as it stands.
const placeholder = new RegExp(
  [
    String.raw`\b(?:TODO|FIXME|TBD)\b(?!\s+(?:d[ioa]|el|la|los|o|a|os|as)\b)`,
    String.raw`\b[Ll]orem [Ii]psum\b`,
    String.raw`\{\{[^{}]{0,60}\}\}`,
    String.raw`\$\{[A-Za-z_][^{}]{0,60}\}`,
    String.raw`\[object Object\]`,
    String.raw`Calling \[toString\] on an \[Output<T>\][^.]{0,80}`,
  ].join("|"),
  "g",
);

export const noPlaceholders = contentRule({
  id: "whatsapp-no-placeholders",
  description: "No text holds a placeholder that was meant to be filled in.",
  severity: "high",
  basis: craftOn("Sequences have no variables: what stands in the text is what people read"),
  steps:
    "Write the words that people shall read. Where a value comes from an Output, build the text with pulumi.interpolate.",
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content, allParts).flatMap(({ path, text }) =>
      bounded(
        [...text.matchAll(placeholder)].map(({ 0: found, index: start }) => ({
          path,
          span: { start, end: start + found.length },
          says: `${quoted(found)} is a placeholder that nothing fills in`,
          fix: "Write the words that people shall read.",
        })),
      ),
    ),
});
