import { z } from "zod";
import { listTextFields, type TextField } from "../content";
import { describeFirst, quote, type Message, type Violation } from "../finding";
import { abbreviations, countCapitals, countEmoji } from "../text/capitals";
import { findDoubledMarkers, parseFormatting, type Marker } from "../text/formatting";
import { findUnclosedMarkers } from "../text/unclosed-markers";
import { describeSpans, removeOverlaps } from "../text/spans";
import { citeGoodPractice } from "./reference";
import { contentRule } from "./rule";

const styles: Readonly<Record<Marker, Message>> = {
  "*": { en: "bold", pt: "negrito", es: "negrita" },
  _: { en: "italic", pt: "itálico", es: "cursiva" },
  "~": { en: "strikethrough", pt: "tachado", es: "tachado" },
  "`": { en: "code", pt: "código", es: "código" },
  "```": { en: "a code block", pt: "bloco de código", es: "bloque de código" },
};

interface FormattingMistake {
  readonly start: number;
  readonly end: number;
  /** Undefined for doubled markers. */
  readonly marker: Marker | undefined;
}

export const word = /^[^\s]{0,30}/;

/** Finds unclosed and doubled markers. Includes the word after a marker, so that people find it in the text. */
function findMistakes(text: string): readonly FormattingMistake[] {
  const unclosed = findUnclosedMarkers(text, parseFormatting(text).unpaired).map(
    ({ marker, start, end }): FormattingMistake => ({
      marker,
      start,
      end: end + (word.exec(text.slice(end, end + 30))?.[0].length ?? 0),
    }),
  );
  const doubled = findDoubledMarkers(text).map((span): FormattingMistake => ({ ...span, marker: undefined }));
  return removeOverlaps([...unclosed, ...doubled]);
}

export const balancedFormatting = contentRule({
  id: "whatsapp-balanced-formatting",
  description: "Formatting markers come in pairs, so that customers see formatted words instead of stray markers.",
  doesNotDetect: {
    summary:
      "A lone marker within a sentence that may be a footnote, markers that come in pairs but format the wrong words, and other markup such as HTML.",
    reported: "*Promoção imperdível",
    missed: "Aproveite o *desconto de hoje",
  },
  severity: "medium",
  reference: citeGoodPractice("WhatsApp shows a marker that is not closed as a plain character"),
  fix: {
    en: "Use one marker on each side, and close it right after the last word, in the same line.",
    pt: "Use um marcador de cada lado e feche-o logo depois da última palavra, na mesma linha.",
    es: "Usa un marcador a cada lado y ciérralo justo después de la última palabra, en la misma línea.",
  },
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content).flatMap((field) =>
      describeSpans(field, findMistakes(field.text), (piece, { marker }) =>
        marker === undefined
          ? {
              message: {
                en: `${quote(piece)} has doubled markers, and WhatsApp shows one of each pair`,
                pt: `${quote(piece)} tem marcadores dobrados, e o WhatsApp mostra um de cada par`,
                es: `${quote(piece)} tiene marcadores dobles, y WhatsApp muestra uno de cada par`,
              },
              fix: {
                en: "Use one marker on each side: *bold*, _italic_, ~strikethrough~.",
                pt: "Use um marcador de cada lado: *negrito*, _itálico_, ~tachado~.",
                es: "Usa un marcador a cada lado: *negrita*, _cursiva_, ~tachado~.",
              },
            }
          : { message: describeUnclosed(quote(piece), marker), fix: createUnclosedFix(marker) },
      ),
    ),
});

function describeUnclosed(piece: string, marker: Marker): Message {
  const { en, pt, es } = styles[marker];
  return {
    en: `${piece} starts ${en} but never ends it`,
    pt: `${piece} abre o marcador de ${pt}, que nunca é fechado`,
    es: `${piece} abre el marcador de ${es}, que nunca se cierra`,
  };
}

function createUnclosedFix(marker: Marker): Message {
  const isBlock = marker === "```";
  return {
    en: `Put ${marker} right after the last word${isBlock ? "" : " in the same line"}, or remove the marker.`,
    pt: `Coloque ${marker} logo depois da última palavra${isBlock ? "" : ", na mesma linha"}, ou remova o marcador.`,
    es: `Pon ${marker} justo después de la última palabra${isBlock ? "" : ", en la misma línea"}, o quita el marcador.`,
  };
}

const minLetters = 12;
const minEmoji = 4;
export const marks = /[!?¡¿！？]+/gu;

interface ShoutingLimits {
  readonly maxCapitalShare: number;
  readonly maxMarks: number;
  readonly maxEmojiShare: number;
}

function checkCapitals({ path, text }: TextField, { maxCapitalShare }: ShoutingLimits): readonly Violation[] {
  const { capitals, letters, words } = countCapitals(text, abbreviations);
  if (words < 2 || letters < minLetters || capitals / letters <= maxCapitalShare) return [];
  return [
    {
      path,
      message: {
        en: "most letters are capitals",
        pt: "a maioria das letras é maiúscula",
        es: "la mayoría de las letras son mayúsculas",
      },
      fix: { en: "Use lower case.", pt: "Use minúsculas.", es: "Usa minúsculas." },
    },
  ];
}

function checkMarks({ path, text }: TextField, { maxMarks }: ShoutingLimits): readonly Violation[] {
  return describeFirst(
    [...text.matchAll(marks)].filter(({ 0: row }) => row.length > maxMarks),
    ({ 0: row, index: start }) => ({
      path,
      span: { start, end: start + row.length },
      message: {
        en: `${quote(row)} has ${row.length} punctuation marks in a row`,
        pt: `${quote(row)} tem ${row.length} sinais de pontuação seguidos`,
        es: `${quote(row)} tiene ${row.length} signos de puntuación seguidos`,
      },
      fix: { en: "Use one.", pt: "Use um só.", es: "Usa uno solo." },
    }),
  );
}

function checkEmoji({ path, text }: TextField, { maxEmojiShare }: ShoutingLimits): readonly Violation[] {
  const { emoji, visible } = countEmoji(text);
  if (emoji < minEmoji || emoji / visible <= maxEmojiShare) return [];
  return [
    {
      path,
      message: {
        en: `${emoji} of ${visible} visible characters are emoji`,
        pt: `${emoji} de ${visible} caracteres visíveis são emojis`,
        es: `${emoji} de ${visible} caracteres visibles son emojis`,
      },
      fix: { en: "Keep one or two emoji.", pt: "Deixe um ou dois emojis.", es: "Deja uno o dos emojis." },
    },
  ];
}

const share = z.number().min(0).max(1);

export const noShouting = contentRule({
  id: "whatsapp-no-shouting",
  description: "Texts do not shout with capitals, repeated punctuation or too many emoji.",
  doesNotDetect: {
    summary: "Pressure in lower case, capitals of a few words, and short texts in capitals.",
    reported: "PROMOÇÃO IMPERDÍVEL SÓ HOJE",
    missed: "Corre, só hoje, promoção IMPERDÍVEL",
  },
  severity: "low",
  reference: citeGoodPractice("Shouting looks like spam, and people block the sender"),
  fix: {
    en: "Use lower case, one punctuation mark per sentence, and one or two emoji.",
    pt: "Use minúsculas, um sinal de pontuação por frase e um ou dois emojis.",
    es: "Usa minúsculas, un signo de puntuación por frase y uno o dos emojis.",
  },
  options: z.strictObject({
    maxCapitalShare: share
      .default(0.6)
      .describe(
        `Maximum share of capitals among the letters of a text, from 0 to 1; default 0.6. Counts texts of at least ${minLetters} letters and two words, without known abbreviations.`,
      ),
    maxMarks: z
      .int()
      .min(1)
      .default(2)
      .describe("Maximum number of exclamation and question marks in a row; default 2."),
    maxEmojiShare: share
      .default(0.5)
      .describe(
        `Maximum share of emoji among the visible characters of a text, from 0 to 1; default 0.5. Counts texts of at least ${minEmoji} emoji.`,
      ),
  }),
  check: (limits) => (content) =>
    listTextFields(content).flatMap((field) => [
      ...checkCapitals(field, limits),
      ...checkMarks(field, limits),
      ...checkEmoji(field, limits),
    ]),
});
