import { z } from "zod";
import { placesOf } from "../content";
import { firstTold, quoted } from "../finding";
import { threats } from "../lexicons/threats";
import { isDenied } from "../text/context";
import { folded } from "../text/folded";
import { finder, ofAllLanguages } from "../text/phrases";
import { templateGuidelinesOn } from "./basis";
import { contentRule } from "./rule";

const threatsIn = finder(ofAllLanguages(threats).map((phrase) => [phrase, true] as const));
// Two ways of paying are a choice: "Pay now or later", "Pague agora ou em 3x".
export const choice =
  /^ (?:later|in|at|on|when|with|depois|na|no|em|com|parcele|ate|despues|en|al|con|a|mais tarde|mas tarde|por|divid[ae]|by|pay)\b/;

export const noThreats = contentRule({
  id: "whatsapp-no-threats",
  description: "No text threatens people, with legal action or otherwise.",
  severity: "medium",
  basis: templateGuidelinesOn(
    "Content that contains potentially abusive or threatening content, such as threatening with legal action",
  ),
  steps: "Say what is due and how to solve it; leave out what would happen otherwise.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content).flatMap(({ path, text: original }) => {
      const text = folded(original);
      const found = threatsIn(text).filter(
        (hit) =>
          !isDenied(text, hit) &&
          !(
            / ou?r?$/.test(text.plain.slice(hit.start, hit.end)) && choice.test(text.plain.slice(hit.end, hit.end + 12))
          ),
      );
      return firstTold(found, (hit) => {
        const span = text.spanOf(hit);
        return {
          path,
          span,
          says: `${quoted(original.slice(span.start, span.end))} reads as a threat`,
          fix: "Say what to do and how you can help, without what would happen otherwise.",
        };
      });
    }),
});
