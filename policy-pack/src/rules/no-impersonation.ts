import { z } from "zod";
import { allParts, placesOf } from "../content";
import { firstTold, quoted } from "../finding";
import { folded } from "../text/folded";
import { namesFinder } from "../text/names";
import { messagingPolicyOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

const name = z
  .string()
  .regex(/[A-Za-z0-9]/, "must hold a Latin letter or a digit")
  .max(100);

export const noImpersonation = contentRule({
  id: "whatsapp-no-impersonation",
  description: "No text names the brands of others, or what looks like them.",
  severity: "high",
  basis: messagingPolicyOn("Businesses must not impersonate others or mislead people about who they are"),
  steps: "Take the name of the other business out, or take it out of the option brands when you may use it.",
  options: z.strictObject({
    brands: z
      .array(name)
      .default([])
      .describe(
        "Names of other businesses that must not appear, whatever their case and accents; default none: nothing is checked.",
      ),
    maxDistance: z
      .int()
      .min(0)
      .max(2)
      .default(1)
      .describe(
        "How many letters a whole word may differ from a name of at least five letters and still count as it, 0 to 2; default 1. Use 0 where an ordinary word is close to a name.",
      ),
  }),
  check: ({ brands, maxDistance }) => {
    if (brands.length === 0) return () => new NotApplicable("the option brands names nobody");
    const brandsIn = namesFinder(brands, maxDistance);
    return (content) =>
      placesOf(content, allParts).flatMap(({ path, text: original }) => {
        const text = folded(original);
        return firstTold(brandsIn(text), (hit) => {
          const span = text.spanOf(hit);
          const piece = quoted(original.slice(span.start, span.end));
          return {
            path,
            span,
            says: hit.isExact
              ? `${piece} is the name of another business`
              : `${piece} looks like ${quoted(hit.name)}, the name of another business`,
            fix: "Speak in the name of your own business.",
          };
        });
      });
  },
});
