import { z } from "zod";
import { allParts, placesOf, type Place } from "../content";
import type { Finding } from "../finding";
import { inked } from "../text/blank-ends";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

function findings({ path, text }: Place): readonly Finding[] {
  const { start, end } = inked(text);
  if (start === end) {
    return [{ path, says: "nothing but blank space", fix: "Write a text, or leave the property out." }];
  }
  const fix = "Take it out, or let the rule do so at level remediate.";
  return [
    ...(start === 0 ? [] : [{ path, span: { start: 0, end: start }, says: "blank space before the first word", fix }]),
    ...(end === text.length
      ? []
      : [{ path, span: { start: end, end: text.length }, says: "blank space behind the last word", fix }]),
  ];
}

export const tidyEnds = contentRule({
  id: "whatsapp-tidy-ends",
  description: "No text begins or ends with spaces, line breaks or signs that nobody sees.",
  severity: "low",
  basis: craftOn(
    "Blank ends come from copying, and show as empty lines or as a text that is another one than it seems",
  ),
  steps: "Take the blank space at the ends out. At level remediate the rule does so itself.",
  options: z.strictObject({}),
  readsWhole: true,
  check: () => (content) => placesOf(content, allParts).flatMap(findings),
  mend: (text) => {
    const { start, end } = inked(text);
    // Of a text that is nothing but blank nothing would be left.
    return start === end ? text : text.slice(start, end);
  },
});
