import { z } from "zod";
import { allParts, placesOf } from "../content";
import { quoted } from "../finding";
import { inParts } from "../text/composition";
import { findingsAt, replaced } from "../text/stretches";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

export const nfc = contentRule({
  id: "whatsapp-nfc",
  description: "Letters with accents are one character each where Unicode has one (normalization form C).",
  severity: "low",
  basis: craftOn("A letter and its accent apart look the same and are not found, counted or compared as the same"),
  steps: "Type the letters anew, or let the rule mend them at level remediate.",
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content, allParts).flatMap((place) =>
      findingsAt(place, inParts(place.text), (piece) => ({
        says: `${quoted(piece)} is written in ${Array.from(piece).length} characters where one is meant`,
        fix: "Type it anew, or let the rule mend it at level remediate.",
      })),
    ),
  mend: (text) => replaced(text, inParts(text), (piece) => piece.normalize("NFC")),
});
