import { z } from "zod";
import { allFields, listTextFields } from "../content";
import { describeFirst, quote, type Message, type Violation } from "../finding";
import { describeEmptyOption, describeUnsetOption, languageNames } from "../message-terms";
import { createLanguageDetector, languages } from "../text/language";
import { createNameFinder, isInAddress } from "../text/names";
import { normalize } from "../text/normalize";
import { findPlaceholders } from "../text/placeholders";
import { describeSpans } from "../text/spans";
import { nameList } from "./name-list";
import { citeGoodPractice, citeOrganization } from "./reference";
import { contentRule, NotApplicable } from "./rule";

export const noPlaceholders = contentRule({
  id: "whatsapp-no-placeholders",
  description: "Texts contain no placeholders.",
  doesNotDetect: {
    summary:
      "Finished words that no one replaced, such as an example name or a wrong date, and placeholders in unlisted styles. It may report a text that means its brackets literally.",
    reported: "Olá, {{nome}}!",
    missed: "Olá, Fulano de Tal!",
  },
  severity: "high",
  reference: citeGoodPractice("Sequences have no variables: customers see the text exactly as written"),
  fix: {
    en: "Replace it with the final text; insert values of other resources with Pulumi's interpolation.",
    pt: "Troque-o pelo texto final; insira valores de outros recursos com a interpolação do Pulumi.",
    es: "Cámbialo por el texto final; inserta valores de otros recursos con la interpolación de Pulumi.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap((field) =>
      describeSpans(field, findPlaceholders(field.text), (piece) => ({
        en: `${quote(piece)} is an unfilled placeholder`,
        pt: `${quote(piece)} é um campo não preenchido`,
        es: `${quote(piece)} es un campo sin rellenar`,
      })),
    ),
});

function describeMisspelling(piece: string, name: string): Pick<Violation, "message" | "fix"> {
  return {
    message: {
      en: `${piece} is not the correct spelling of the brand`,
      pt: `${piece} não é a grafia correta da marca`,
      es: `${piece} no es la grafía correcta de la marca`,
    },
    fix: { en: `Write ${name}.`, pt: `Escreva ${name}.`, es: `Escribe ${name}.` },
  };
}

/** Creates the violation of a greeting that names none of the brands. */
function createMissingBrand(words: readonly string[]): Violation {
  const quoted = words.map((each) => quote(each));
  return {
    path: "text",
    message: {
      en: "the greeting does not name the brand",
      pt: "a saudação não cita a marca",
      es: "el saludo no menciona la marca",
    },
    fix: {
      en: `Name ${quoted.join(" or ")}.`,
      pt: `Cite ${quoted.join(" ou ")}.`,
      es: `Menciona ${quoted.join(" o ")}.`,
    },
  };
}

export const brandWords = contentRule({
  id: "whatsapp-brand-words",
  description: "Texts spell your brand correctly, and the greeting names it if you require that.",
  doesNotDetect: {
    summary:
      "Spellings that differ in two letters or more, names of fewer than five letters with a wrong letter, and spellings inside links.",
    reported: "Bem-vindo à Lucky Shrob",
    missed: "Bem-vindo à Luky Shrob",
    options: { words: ["Lucky Shrub"] },
  },
  severity: "medium",
  reference: citeOrganization("Spelling of the brand"),
  fix: {
    en: "Spell the brand as in the option `words`.",
    pt: "Escreva a marca como na opção `words`.",
    es: "Escribe la marca como en la opción `words`.",
  },
  options: z.strictObject({
    words: nameList.describe(
      'Your brand names in their correct spelling, e.g. "Lucky Shrub". The rule is off while the list is empty.',
    ),
    required: z.boolean().default(false).describe("True if the greeting must contain one of the words; default false."),
  }),
  check: ({ words, required }) => {
    if (words.length === 0) return () => new NotApplicable(describeEmptyOption("words"));
    const findNames = createNameFinder(words, 1);
    return (content) => {
      const fields = listTextFields(content).map((field) => {
        const text = normalize(field.text);
        const names = findNames(text).map(({ name, ...match }) => {
          const span = text.originalSpan(match);
          return { name, span, piece: field.text.slice(span.start, span.end) };
        });
        return { ...field, names };
      });
      const misspelled = fields.flatMap(({ path, text, names }) =>
        describeFirst(
          names.filter(({ piece, span }) => !words.includes(piece) && !isInAddress(text, span)),
          ({ name, span, piece }) => ({
            path,
            span,
            ...describeMisspelling(quote(piece), quote(name)),
          }),
        ),
      );
      const namesBrand = fields.some(({ kind, names }) => kind === "text" && names.length > 0);
      return required && content.text !== undefined && !namesBrand
        ? [createMissingBrand(words), ...misspelled]
        : misspelled;
    };
  },
});

function describeWrongLanguage(detected: Message, required: Message): Message {
  return {
    en: `the text seems to be ${detected.en}, not ${required.en}`,
    pt: `o texto parece estar em ${detected.pt}, não em ${required.pt}`,
    es: `el texto parece estar en ${detected.es}, no en ${required.es}`,
  };
}

function createLanguageFix({ en, pt, es }: Message): Message {
  return { en: `Write it in ${en}.`, pt: `Escreva-o em ${pt}.`, es: `Escríbelo en ${es}.` };
}

export const requiredLanguage = contentRule({
  id: "whatsapp-required-language",
  description: "All texts are in the required language.",
  doesNotDetect: {
    summary:
      "Texts that are too short to tell the language, a few foreign words in a longer text, and languages other than Portuguese, Spanish and English.",
    reported: "Hello! How can we help you with your order today?",
    missed: "Hi there",
    options: { language: "pt" },
  },
  severity: "medium",
  reference: citeOrganization("Language of the messages"),
  fix: {
    en: "Write all texts in the language of the option `language`.",
    pt: "Escreva todos os textos no idioma da opção `language`.",
    es: "Escribe todos los textos en el idioma de la opción `language`.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    language: z.enum(languages).optional().describe("Language of all texts: pt, es or en. Absent: the rule is off."),
  }),
  check:
    ({ language }) =>
    async (content) => {
      if (language === undefined) return new NotApplicable(describeUnsetOption("language"));
      const detectLanguage = await createLanguageDetector();
      const fields = listTextFields(content).flatMap(({ path, text }) => {
        const detected = detectLanguage(text);
        return detected === undefined ? [] : [{ path, detected }];
      });
      if (fields.length === 0) {
        return new NotApplicable({
          en: "the texts are too short to detect their language",
          pt: "os textos são curtos demais para identificar o idioma",
          es: "los textos son demasiado cortos para detectar su idioma",
        });
      }
      return fields
        .filter(({ detected }) => detected !== language)
        .map(({ path, detected }) => ({
          path,
          message: describeWrongLanguage(languageNames[detected], languageNames[language]),
          fix: createLanguageFix(languageNames[language]),
        }));
    },
});
