import { z } from "zod";
import { placesOf } from "../content";
import { quoted } from "../finding";
import { automatic, person } from "../lexicons/automation";
import { isDenied } from "../text/context";
import { folded } from "../text/folded";
import { finder, ofAllLanguages } from "../text/phrases";
import { messagingPolicyOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

// Both in one list: "agente virtual" is longer than "agente", and so no person.
const voicesIn = finder<"machine" | "person">([
  ...ofAllLanguages(person).map((phrase) => [phrase, "person"] as const),
  ...ofAllLanguages(automatic).map((phrase) => [phrase, "machine"] as const),
]);

export const pathToPerson = contentRule({
  id: "whatsapp-path-to-person",
  description: "A message that says that a machine answers offers a way to a person.",
  severity: "low",
  basis: messagingPolicyOn("Automated replies need prompt, clear and direct escalation paths to a person"),
  steps: 'Say in the text how to reach a person, or add an ice breaker such as "Talk to a person".',
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) => {
    const voices = placesOf(content, ["text", "iceBreakers"]).map((place) => {
      const text = folded(place.text);
      const hits = voicesIn(text);
      const said = (means: "machine" | "person") => hits.find((hit) => hit.means === means && !isDenied(text, hit));
      const machine = said("machine");
      return { ...place, span: machine && text.spanOf(machine), hasPerson: said("person") !== undefined };
    });
    const machine = voices.find(({ part }) => part === "text");
    if (machine?.span === undefined) return new NotApplicable("nothing says that a machine answers");
    if (voices.some(({ hasPerson }) => hasPerson)) return [];
    if (content.iceBreakers.includes(undefined)) return new NotApplicable("not all ice breakers are known yet");
    const { text, span } = machine;
    return [
      {
        path: "text",
        span,
        says: `${quoted(text.slice(span.start, span.end))} says that a machine answers, and nothing leads to a person`,
        fix: 'Say how to reach a person, or add an ice breaker such as "Talk to a person".',
      },
    ];
  },
});
