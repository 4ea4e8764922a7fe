import { z } from "zod";
import { allParts, placesOf } from "../content";
import { bounded } from "../finding";
import { secretsIn } from "../text/secrets";
import { craftOn } from "./basis";
import { contentRule } from "./rule";

/** A Wi-Fi password is one too: an ad shows it to people who never came by. */
export const noSecrets = contentRule({
  id: "whatsapp-no-secrets",
  description: "No text holds an access token, a private key or a password, that of a Wi-Fi included.",
  severity: "critical",
  basis: craftOn("Texts are public, and stand in the program's state: what they hold is known to others"),
  steps:
    "Take the secret out of the text and replace it where it came from: it stands in the program and its state too.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    placesOf(content, allParts).flatMap(({ path, text }) =>
      bounded(
        secretsIn(text).map(({ kind, start, end }) => ({
          path,
          span: { start, end },
          says: `${kind} stands here`,
          fix: "Take it out, and replace it where it came from: it stands in the program and its state too.",
        })),
      ),
    ),
});
