import { advisedLimits, countCharacters } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { listTextFields, type Content, type TextField } from "../content";
import type { Violation } from "../finding";
import { citeMultiDestinationAds } from "./reference";
import { contentRule } from "./rule";

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
  const fix = {
    en: "Shorten it; emoji and accented letters count more than once.",
    pt: "Encurte o texto; emojis e letras acentuadas contam mais de uma vez.",
    es: "Acórtalo; los emojis y las letras con tilde cuentan más de una vez.",
  };
  return [
    ...(text.length <= maxUtf16Units
      ? []
      : [
          {
            path,
            message: {
              en: `the text has ${text.length} UTF-16 units; the maximum is ${maxUtf16Units}`,
              pt: `o texto tem ${text.length} unidades UTF-16; o máximo é ${maxUtf16Units}`,
              es: `el texto tiene ${text.length} unidades UTF-16; el máximo es ${maxUtf16Units}`,
            },
            fix,
          },
        ]),
    ...(bytes <= maxBytes
      ? []
      : [
          {
            path,
            message: {
              en: `the text has ${bytes} bytes in UTF-8; the maximum is ${maxBytes}`,
              pt: `o texto tem ${bytes} bytes em UTF-8; o máximo é ${maxBytes}`,
              es: `el texto tiene ${bytes} bytes en UTF-8; el máximo es ${maxBytes}`,
            },
            fix,
          },
        ]),
  ];
}

// A family emoji takes 11 units. Longer texts are not counted exactly, because counting takes time.
const unitsPerCharacter = 16;

function checkCharacters({ path, text }: TextField, max: number): readonly Violation[] {
  if (text.length <= max) return [];
  const isExact = text.length <= max * unitsPerCharacter;
  const count = isExact ? countCharacters(text) : text.length;
  if (count <= max) return [];
  const excess = count - max;
  return [
    {
      path,
      message: {
        en: `the text has ${isExact ? "" : "about "}${count} characters, but WhatsApp is only known to show ${max}`,
        pt: `o texto tem ${isExact ? "" : "cerca de "}${count} caracteres, mas só se sabe que o WhatsApp mostra ${max}`,
        es: `el texto tiene ${isExact ? "" : "unos "}${count} caracteres, pero solo se sabe que WhatsApp muestra ${max}`,
      },
      fix: {
        en: `Shorten it by ${isExact ? "" : "about "}${excess} ${excess === 1 ? "character" : "characters"}.`,
        pt: `Encurte-o em ${isExact ? "" : "cerca de "}${excess} ${excess === 1 ? "caractere" : "caracteres"}.`,
        es: `Acórtalo en ${isExact ? "" : "unos "}${excess} ${excess === 1 ? "carácter" : "caracteres"}.`,
      },
    },
  ];
}

function checkLines({ path, text }: TextField, max: number): readonly Violation[] {
  const lines = 1 + Array.from(text.matchAll(lineBreak)).length;
  if (lines <= max) return [];
  return [
    {
      path,
      message: {
        en: `the greeting has ${lines} lines; the maximum is ${max}`,
        pt: `a saudação tem ${lines} linhas; o máximo é ${max}`,
        es: `el saludo tiene ${lines} líneas; el máximo es ${max}`,
      },
      fix: {
        en: "Keep what customers need first.",
        pt: "Deixe só o que o cliente precisa ver primeiro.",
        es: "Deja solo lo que el cliente necesita ver primero.",
      },
    },
  ];
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
            message: {
              en: `the sequence has ${length} ice breakers, but WhatsApp is only known to show ${limits.maxIceBreakers}`,
              pt: `a sequência tem ${length} quebra-gelos, mas só se sabe que o WhatsApp mostra ${limits.maxIceBreakers}`,
              es: `la secuencia tiene ${length} rompehielos, pero solo se sabe que WhatsApp muestra ${limits.maxIceBreakers}`,
            },
            fix: {
              en: "Keep the most frequent questions.",
              pt: "Mantenha as perguntas mais frequentes.",
              es: "Deja las preguntas más frecuentes.",
            },
          },
        ]),
  ];
}

export const textLength = contentRule({
  id: "whatsapp-text-length",
  description: "Texts and lists of ice breakers stay within the limits that Meta publishes for similar messages.",
  doesNotDetect: {
    summary: "Texts that fit the limits but that a small screen cuts: Meta publishes no limit for sequences.",
    reported: { text: "a".repeat(301) },
    missed: { text: "a".repeat(300) },
  },
  severity: "medium",
  reference: citeMultiDestinationAds(
    "Message text at most 300 characters, ice breaker titles at most 80; Meta publishes no limits for sequences",
  ),
  fix: {
    en: "Shorten the text, or raise the option if you know that WhatsApp shows more.",
    pt: "Encurte o texto ou aumente a opção, se souber que o WhatsApp mostra mais.",
    es: "Acorta el texto o aumenta la opción, si sabes que WhatsApp muestra más.",
  },
  options: lengthOptions,
  readsFullText: true,
  check: (limits) => (content) => checkLengths(content, limits),
});
