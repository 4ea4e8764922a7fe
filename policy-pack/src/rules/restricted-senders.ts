import { z } from "zod";
import { placesOf } from "../content";
import { firstTold, quoted } from "../finding";
import { senderIds, senders, type Sender } from "../lexicons/senders";
import { before, isDenied, isNamed } from "../text/context";
import { folded } from "../text/folded";
import { finder, ofAllLanguages } from "../text/phrases";
import { messagingPolicyOn } from "./basis";
import { contentRule } from "./rule";

const sendersIn = finder<Sender>(
  senderIds.flatMap((sender) => ofAllLanguages(senders[sender]).map((phrase) => [phrase, sender] as const)),
);

/** "Em frente à delegacia": a landmark, not a sender. */
export const landmark =
  /\b(?:ao lado d[aeo]|em frente [ao]|perto d[aeo]|proximo [ao]|frente a|al lado de|junto a|cerca de|enfrente de|next to|near|opposite|in front of|across from)(?: (?:la|el|the|a|o))? $/;

export const restrictedSenders = contentRule({
  id: "whatsapp-restricted-senders",
  description: "No text speaks for politics, military or law enforcement, or offers telemedicine.",
  severity: "medium",
  basis: messagingPolicyOn(
    "Prohibited organizations and use: political parties and campaigns, military, law enforcement, telemedicine",
  ),
  steps: "Use another channel: Meta does not let these senders use WhatsApp without its consent.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content).flatMap(({ path, text: original }) => {
      const text = folded(original);
      const found = sendersIn(text).filter(
        (hit) => !isDenied(text, hit) && !isNamed(text, hit) && !landmark.test(before(text, hit)),
      );
      return firstTold(found, (hit) => {
        const span = text.spanOf(hit);
        return {
          path,
          span,
          says: `${quoted(original.slice(span.start, span.end))} speaks for senders that Meta restricts (${hit.means})`,
          fix: "Take it out, or use another channel than WhatsApp.",
        };
      });
    }),
});
