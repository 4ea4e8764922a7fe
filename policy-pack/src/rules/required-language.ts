import { z } from "zod";
import { placesOf } from "../content";
import type { Finding } from "../finding";
import { languageTeller } from "../text/language";
import { organisationOn } from "./basis";
import { contentRule, NotApplicable } from "./rule";

const names = { pt: "Portuguese", es: "Spanish", en: "English" } as const;

export const requiredLanguage = contentRule({
  id: "whatsapp-required-language",
  description: "All texts are in the language that is required.",
  severity: "medium",
  basis: organisationOn("Which language people are greeted in"),
  steps: "Write all texts of the sequence in the language that the option language names.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    language: z
      .enum(["pt", "es", "en"])
      .optional()
      .describe("The language that all texts must be in: pt, es or en. Absent: nothing is checked."),
  }),
  check:
    ({ language }) =>
    async (content) => {
      if (language === undefined) return new NotApplicable("the option language is not set");
      const tell = await languageTeller();
      const told = placesOf(content).flatMap(({ path, text }) => {
        const seems = tell(text);
        return seems === undefined ? [] : [{ path, seems }];
      });
      if (told.length === 0) return new NotApplicable("too short to tell its language");
      return told
        .filter(({ seems }) => seems !== language)
        .map(({ path, seems }): Finding => ({
          path,
          says: `seems to be ${names[seems]}, not ${names[language]}`,
          fix: `Write it in ${names[language]}.`,
        }));
    },
});
