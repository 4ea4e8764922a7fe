import { advisedLimits, countCharacters } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { allFields, listTextFields, type Content, type TextField } from "../content";
import { describeFirst, quote, type Violation } from "../finding";
import { createLanguageDetector } from "../text/language";
import { createNameFinder, isInAddress } from "../text/names";
import { normalize } from "../text/normalize";
import { findPlaceholders } from "../text/placeholders";
import { describeSpans } from "../text/spans";
import { citeGoodPractice, citeMultiDestinationAds, citeOrganization } from "./reference";
import { contentRule, NotApplicable } from "./rule";

export const noPlaceholders = contentRule({
  id: "whatsapp-no-placeholders",
  description: "Texts contain no placeholders.",
  severity: "high",
  reference: citeGoodPractice("Sequences have no variables: customers see the text exactly as written"),
  remediationSteps: "Replace it with the final text; insert values of other resources with Pulumi's interpolation.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap((field) =>
      describeSpans(field, findPlaceholders(field.text), (piece) => `${quote(piece)} is an unfilled placeholder`),
    ),
});

// Maximum length of a WhatsApp message (Cloud API, text messages).
const maxMessageLength = 4_096;

function createLimit(value: number, max: number, description: string) {
  return z.int().min(1).max(max).default(value).meta({ description });
}

const lengthOptions = z.strictObject({
  maxText: createLimit(
    advisedLimits.textCharacters,
    maxMessageLength,
    "Visible characters of the greeting. Meta allows 300 in greetings of click to multi-destination ads.",
  ),
  maxIceBreaker: createLimit(
    advisedLimits.titleCharacters,
    maxMessageLength,
    "Visible characters of an ice breaker. Meta allows 80 in conversational components.",
  ),
  maxIceBreakers: createLimit(
    advisedLimits.iceBreakers,
    100,
    "Ice breakers in a sequence. Meta allows 4 in conversational components.",
  ),
  maxAutofill: createLimit(
    256,
    maxMessageLength,
    "Visible characters of the autofill message. Only a page by a third party names a limit, 256.",
  ),
  maxLines: createLimit(15, maxMessageLength, "Lines of the greeting. A phone's screen does not fit more."),
  maxUtf16Units: z
    .int()
    .min(1)
    .optional()
    .meta({ description: "UTF-16 units of each text, as JavaScript counts them. Absent: not checked." }),
  maxBytes: z.int().min(1).optional().meta({ description: "UTF-8 bytes of each text. Absent: not checked." }),
});

type LengthLimits = z.output<typeof lengthOptions>;

/** Checks limits of systems that store the text and count units or bytes. */
function checkStorageSize(
  { path, text }: TextField,
  { maxUtf16Units = Infinity, maxBytes = Infinity }: LengthLimits,
): readonly Violation[] {
  const bytes = Buffer.byteLength(text);
  const fix = "Shorten it; emoji and accented letters count more than once.";
  return [
    ...(text.length <= maxUtf16Units
      ? []
      : [{ path, message: `the text has ${text.length} UTF-16 units; the maximum is ${maxUtf16Units}`, fix }]),
    ...(bytes <= maxBytes
      ? []
      : [{ path, message: `the text has ${bytes} bytes in UTF-8; the maximum is ${maxBytes}`, fix }]),
  ];
}

// A family emoji takes 11 units. Longer texts are not counted exactly, because counting takes time.
const unitsPerCharacter = 16;

function checkCharacters({ path, text }: TextField, max: number): readonly Violation[] {
  if (text.length <= max) return [];
  const isExact = text.length <= max * unitsPerCharacter;
  const count = isExact ? countCharacters(text) : text.length;
  if (count <= max) return [];
  const about = isExact ? "" : "about ";
  return [
    {
      path,
      message: `the text has ${about}${count} characters, but WhatsApp is only known to show ${max}`,
      fix: `Shorten it by ${about}${count - max} ${count - max === 1 ? "character" : "characters"}.`,
    },
  ];
}

function checkLines({ path, text }: TextField, max: number): readonly Violation[] {
  const lines = 1 + Array.from(text.matchAll(lineBreak)).length;
  if (lines <= max) return [];
  const message = `the greeting has ${lines} lines; the maximum is ${max}`;
  return [{ path, message, fix: "Keep what customers need first." }];
}

export const lineBreak = /\r\n?|[\n\u2028\u2029]/g;

function checkLengths(content: Content, limits: LengthLimits): readonly Violation[] {
  const maxByKind = {
    name: Infinity,
    text: limits.maxText,
    autofill: limits.maxAutofill,
    iceBreakers: limits.maxIceBreaker,
  };
  const { length } = content.iceBreakers;
  return [
    ...listTextFields(content).flatMap((field) => [
      ...checkCharacters(field, maxByKind[field.kind]),
      ...checkStorageSize(field, limits),
    ]),
    ...listTextFields(content, ["text"]).flatMap((field) => checkLines(field, limits.maxLines)),
    ...(length <= limits.maxIceBreakers
      ? []
      : [
          {
            path: "iceBreakers",
            message: `the sequence has ${length} ice breakers, but WhatsApp is only known to show ${limits.maxIceBreakers}`,
            fix: "Keep the most frequent questions.",
          },
        ]),
  ];
}

export const textLength = contentRule({
  id: "whatsapp-text-length",
  description: "Texts and lists of ice breakers stay within the limits that Meta publishes for similar messages.",
  severity: "medium",
  reference: citeMultiDestinationAds(
    "Message text at most 300 characters, ice breaker titles at most 80; Meta publishes no limits for sequences",
  ),
  remediationSteps: "Shorten the text, or raise the option if you know that WhatsApp shows more.",
  options: lengthOptions,
  readsFullText: true,
  check: (limits) => (content) => checkLengths(content, limits),
});

export const brandWords = contentRule({
  id: "whatsapp-brand-words",
  description: "Texts spell your brand correctly, and the greeting names it if you require that.",
  severity: "medium",
  reference: citeOrganization("Spelling of the brand"),
  remediationSteps: "Spell the brand as in the option `words`.",
  options: z.strictObject({
    words: z
      .array(
        z
          .string()
          .regex(/[A-Za-z0-9]/, "must contain a Latin letter or a digit")
          .max(100),
      )
      .default([])
      .describe(
        'Your brand names in their correct spelling, e.g. "Lucky Shrub". The rule is off while the list is empty.',
      ),
    required: z.boolean().default(false).describe("True if the greeting must contain one of the words; default false."),
  }),
  check: ({ words, required }) => {
    if (words.length === 0) return () => new NotApplicable("the option words is empty");
    const findNames = createNameFinder(words, 1);
    const anyWord = words.map((each) => quote(each)).join(" or ");
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
            message: `${quote(piece)} is not the correct spelling of the brand`,
            fix: `Write ${quote(name)}.`,
          }),
        ),
      );
      const namesBrand = fields.some(({ kind, names }) => kind === "text" && names.length > 0);
      return required && content.text !== undefined && !namesBrand
        ? [{ path: "text", message: "the greeting does not name the brand", fix: `Name ${anyWord}.` }, ...misspelled]
        : misspelled;
    };
  },
});

const languageNames = { pt: "Portuguese", es: "Spanish", en: "English" } as const;

export const requiredLanguage = contentRule({
  id: "whatsapp-required-language",
  description: "All texts are in the required language.",
  severity: "medium",
  reference: citeOrganization("Language of the messages"),
  remediationSteps: "Write all texts in the language of the option `language`.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    language: z
      .enum(["pt", "es", "en"])
      .optional()
      .describe("Language of all texts: pt, es or en. Absent: the rule is off."),
  }),
  check:
    ({ language }) =>
    async (content) => {
      if (language === undefined) return new NotApplicable("the option language is not set");
      const detectLanguage = await createLanguageDetector();
      const fields = listTextFields(content).flatMap(({ path, text }) => {
        const detected = detectLanguage(text);
        return detected === undefined ? [] : [{ path, detected }];
      });
      if (fields.length === 0) return new NotApplicable("the texts are too short to detect their language");
      return fields
        .filter(({ detected }) => detected !== language)
        .map(({ path, detected }) => ({
          path,
          message: `the text seems to be ${languageNames[detected]}, not ${languageNames[language]}`,
          fix: `Write it in ${languageNames[language]}.`,
        }));
    },
});
