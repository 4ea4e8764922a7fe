import { z } from "zod";
import { placesOf } from "../content";
import { firstTold, quoted } from "../finding";
import { folded } from "../text/folded";
import { isInAddress, namesFinder } from "../text/names";
import { organisationOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

const word = z
  .string()
  .regex(/[A-Za-z0-9]/, "must hold a Latin letter or a digit")
  .max(100);

export const brandWords = contentRule({
  id: "whatsapp-brand-words",
  description: "The own brand is spelt as it must be, and named where it must be.",
  severity: "medium",
  basis: organisationOn("How the brand is written"),
  steps: "Write the brand as the option words spells it.",
  options: z.strictObject({
    words: z
      .array(word)
      .default([])
      .describe('Own brand names as they must be spelt, such as "Lucky Shrub"; default none: nothing is checked.'),
    required: z
      .boolean()
      .default(false)
      .describe("Whether the greeting must name at least one of the words; default false."),
  }),
  check: ({ words, required }) => {
    if (words.length === 0) return () => new NotApplicable("the option words names no brand");
    const wordsIn = namesFinder(words, 1);
    const named = words.map((each) => quoted(each)).join(" or ");
    return (content) => {
      const places = placesOf(content).map((place) => {
        const text = folded(place.text);
        const named = wordsIn(text).map(({ name, ...stretch }) => {
          const span = text.spanOf(stretch);
          return { name, span, piece: place.text.slice(span.start, span.end) };
        });
        return { ...place, named };
      });
      const misspelt = places.flatMap(({ path, text, named }) =>
        firstTold(
          named.filter(({ piece, span }) => !words.includes(piece) && !isInAddress(text, span)),
          ({ name, span, piece }) => ({
            path,
            span,
            says: `${quoted(piece)} is not how the brand is written`,
            fix: `Write ${quoted(name)}.`,
          }),
        ),
      );
      const isNamed =
        content.text === undefined || places.some(({ part, named }) => part === "text" && named.length > 0);
      return required && !isNamed
        ? [{ path: "text", says: "the greeting does not name the brand", fix: `Name ${named}.` }, ...misspelt]
        : misspelt;
    };
  },
});
