import { z } from "zod";
import { placesOf } from "../content";
import { linksIn } from "../text/links";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

/** Each text is counted for itself: the autofill message and ice breakers are sent by the person, apart from the greeting. */
export const maxLinks = contentRule({
  id: "whatsapp-max-links",
  description: "No text holds more links than is set, one if nothing is set.",
  severity: "low",
  basis: craftOn("One link is a way on; several are a choice that people put off"),
  steps: "Keep the link that matters most and take the others out.",
  options: z.strictObject({
    max: z.int().min(0).default(1).describe("Most links in one text; 0 allows none."),
  }),
  check:
    ({ max }) =>
    (content) =>
      placesOf(content).flatMap(({ path, text }) => {
        const links = linksIn(text);
        const [tooMany] = links.slice(max);
        if (tooMany === undefined) return [];
        const { start, end } = tooMany;
        return [
          {
            path,
            span: { start, end },
            says: `${links.length} ${links.length === 1 ? "link" : "links"} in one text, where at most ${max} may be`,
            fix: max === 0 ? "Take the links out." : "Keep what matters most and take the others out.",
          },
        ];
      }),
});
