import { z } from "zod";
import { allParts, placesOf } from "../content";
import { quoted } from "../finding";
import { placeholdersIn } from "../text/placeholders";
import { findingsAt } from "../text/stretches";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

export const noPlaceholders = contentRule({
  id: "whatsapp-no-placeholders",
  description: "No text holds a placeholder that was meant to be filled in.",
  severity: "high",
  basis: craftOn("Sequences have no variables: what stands in the text is what people read"),
  steps:
    "Write the words that people shall read. Where a value comes from an Output, build the text with pulumi.interpolate.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content, allParts).flatMap((place) =>
      findingsAt(place, placeholdersIn(place.text), (piece) => ({
        says: `${quoted(piece)} is a placeholder that nothing fills in`,
        fix: "Write the words that people shall read.",
      })),
    ),
});
