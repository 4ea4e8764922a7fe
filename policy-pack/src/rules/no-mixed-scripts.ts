import { z } from "zod";
import { allParts, placesOf } from "../content";
import { quoted } from "../finding";
import { fancyIn, imitationsIn } from "../text/mixed-scripts";
import { findingsAt } from "../text/stretches";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

const options = z.strictObject({
  fancyLetters: z.boolean().default(true).meta({
    description:
      "Whether words in mathematical, encircled or full-width letters are found too. Readers for the blind spell or skip them.",
  }),
});

export const noMixedScripts = contentRule({
  id: "whatsapp-no-mixed-scripts",
  description:
    "No word holds letters that only look like those of its script, and none is written in signs that look like letters.",
  severity: "medium",
  basis: craftOn("A word that is not what it seems passes for a fraud, is not found by search and not read out loud"),
  steps: "Type the word anew on a keyboard of its language. For bold words write *bold*, for italic ones _italic_.",
  options,
  check:
    ({ fancyLetters }) =>
    (content) =>
      placesOf(content, allParts).flatMap((place) => [
        ...findingsAt(place, imitationsIn(place.text), (piece) => ({
          says: `${quoted(piece)} mixes letters of two scripts that look alike`,
          fix: "Type the word anew on a keyboard of its language.",
        })),
        ...findingsAt(place, fancyLetters ? fancyIn(place.text) : [], (piece) => ({
          says: `${quoted(piece)} is written in signs that only look like letters`,
          fix: "Write it in usual letters, and *bold* or _italic_ where it shall stand out.",
        })),
      ]),
});
