import { z } from "zod";
import { allParts, placesOf } from "../content";
import { hiddenIn } from "../text/hidden";
import { nameOf } from "../text/hidden-names";
import { findingsAt, replaced } from "../text/stretches";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

export const noHiddenCharacters = contentRule({
  id: "whatsapp-no-hidden-characters",
  description: "No text holds characters that nobody sees, but for those that its emoji and its script need.",
  severity: "medium",
  basis: craftOn("What people see is all there is: nothing hidden, turned around or without a meaning"),
  steps:
    "Take the characters out, or type the words anew. At level remediate the rule takes out those that change nothing people see: zero width spaces, byte order marks, word joiners, soft hyphens and control characters.",
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content, allParts).flatMap((place) =>
      findingsAt(place, hiddenIn(place.text), (piece, { isSafeToRemove }) => ({
        says: `${nameOf(piece)} stands in the text, and people do not see it`,
        fix: isSafeToRemove
          ? "Take it out, or let the rule do so at level remediate."
          : "Take it out, and look whether the text still says what it shall.",
      })),
    ),
  mend: (text) =>
    replaced(
      text,
      hiddenIn(text).filter(({ isSafeToRemove }) => isSafeToRemove),
      () => "",
    ),
});
