import { z } from "zod";
import { allFields, listTextFields, type TextField } from "../content";
import { quote, type Violation } from "../finding";
import { findHidden, findVisibleSpan } from "../text/hidden";
import { nameCharacter } from "../text/hidden-names";
import { findFancyLetters, findImitations } from "../text/mixed-scripts";
import { findDecomposed } from "../text/normalize";
import { describeSpans, replaceSpans } from "../text/spans";
import { citeGoodPractice } from "./reference";
import { contentRule } from "./rule";

function checkEnds({ path, text }: TextField): readonly Violation[] {
  const { start, end } = findVisibleSpan(text);
  if (start === end) {
    return [
      {
        path,
        message: { en: "the text is blank", pt: "o texto está em branco", es: "el texto está en blanco" },
        fix: {
          en: "Write a text, or remove the property.",
          pt: "Escreva um texto ou remova a propriedade.",
          es: "Escribe un texto o quita la propiedad.",
        },
      },
    ];
  }
  return [
    ...(start === 0
      ? []
      : [
          {
            path,
            span: { start: 0, end: start },
            message: {
              en: "whitespace before the text",
              pt: "espaço em branco antes do texto",
              es: "espacio en blanco antes del texto",
            },
          },
        ]),
    ...(end === text.length
      ? []
      : [
          {
            path,
            span: { start: end, end: text.length },
            message: {
              en: "whitespace after the text",
              pt: "espaço em branco depois do texto",
              es: "espacio en blanco después del texto",
            },
          },
        ]),
  ];
}

export const noSurroundingWhitespace = contentRule({
  id: "whatsapp-no-surrounding-whitespace",
  description: "Texts do not begin or end with spaces, line breaks or invisible characters.",
  doesNotDetect: {
    summary: "Blanks and empty lines between words.",
    reported: "Oi ",
    missed: "Oi,  tudo bem?",
  },
  severity: "low",
  reference: citeGoodPractice(
    "Surrounding whitespace comes from copying, shows as empty lines and makes equal texts differ",
  ),
  fix: {
    en: "Remove the whitespace, or set the rule's enforcement level to remediate.",
    pt: "Remova o espaço ou defina o nível da regra como remediate.",
    es: "Quita el espacio o define el nivel de la regla como remediate.",
  },
  options: z.strictObject({}),
  readsFullText: true,
  check: () => (content) => listTextFields(content, allFields).flatMap(checkEnds),
  remediate: (text) => {
    const { start, end } = findVisibleSpan(text);
    // A blank text stays as it is: the rest would be empty.
    return start === end ? text : text.slice(start, end);
  },
});

export const unicodeNfc = contentRule({
  id: "whatsapp-unicode-nfc",
  description: "Accented letters are single characters (Unicode normalization form C).",
  doesNotDetect: {
    summary: "Letters whose accent is missing or wrong.",
    reported: "Cafe\u0301",
    missed: "Cafe",
  },
  severity: "low",
  reference: citeGoodPractice(
    "A letter and a separate accent look right, but search, length and comparison treat them as different",
  ),
  fix: {
    en: "Type the letters again, or set the rule's enforcement level to remediate.",
    pt: "Digite as letras de novo ou defina o nível da regra como remediate.",
    es: "Escribe de nuevo las letras o define el nivel de la regla como remediate.",
  },
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap((field) =>
      describeSpans(field, findDecomposed(field.text), (piece) => {
        const count = Array.from(piece).length;
        return {
          en: `${quote(piece)} consists of ${count} characters instead of one`,
          pt: `${quote(piece)} é formado por ${count} caracteres em vez de um`,
          es: `${quote(piece)} está formado por ${count} caracteres en vez de uno`,
        };
      }),
    ),
  remediate: (text) => replaceSpans(text, findDecomposed(text), (piece) => piece.normalize("NFC")),
});

export const noHiddenCharacters = contentRule({
  id: "whatsapp-no-hidden-characters",
  description: "Texts contain no invisible characters, except those that emoji and scripts need.",
  doesNotDetect: {
    summary: "Visible characters that look like blanks, and invisible ones that an emoji or a script needs.",
    reported: "Ol\u200Bá",
    missed: "Ol\u00A0á",
  },
  severity: "medium",
  reference: citeGoodPractice("A text contains only what people see: nothing hidden, reversed or undefined"),
  fix: {
    en: "Remove the character, or type the words again.",
    pt: "Remova o caractere ou digite as palavras de novo.",
    es: "Quita el carácter o escribe de nuevo las palabras.",
  },
  notes:
    "At `remediate` the rule removes the characters that change nothing people see: zero width spaces, byte order marks, word joiners, soft hyphens and control characters.",
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap((field) =>
      describeSpans(field, findHidden(field.text), (piece, { isSafeToRemove }) => ({
        message: {
          en: `the text contains the invisible character ${nameCharacter(piece)}`,
          pt: `o texto contém o caractere invisível ${nameCharacter(piece)}`,
          es: `el texto contiene el carácter invisible ${nameCharacter(piece)}`,
        },
        fix: isSafeToRemove
          ? {
              en: "Remove it, or set the rule's enforcement level to remediate.",
              pt: "Remova-o ou defina o nível da regra como remediate.",
              es: "Quítalo o define el nivel de la regla como remediate.",
            }
          : {
              en: "Remove it and check that the text still reads as intended.",
              pt: "Remova-o e confira se o texto ainda diz o que deveria.",
              es: "Quítalo y comprueba que el texto sigue diciendo lo que debe.",
            },
      })),
    ),
  remediate: (text) =>
    replaceSpans(
      text,
      findHidden(text).filter(({ isSafeToRemove }) => isSafeToRemove),
      () => "",
    ),
});

export const noMixedScripts = contentRule({
  id: "whatsapp-no-mixed-scripts",
  description: "Words contain neither lookalike letters of another script nor symbols that look like letters.",
  doesNotDetect: {
    summary: "Words written completely in another script, and digits in place of letters.",
    reported: "P\u0430ypal",
    missed: "P4ypal",
  },
  severity: "medium",
  reference: citeGoodPractice("Lookalike letters suggest fraud and break search, and screen readers skip them"),
  fix: {
    en: "Type the word again on a keyboard of its language.",
    pt: "Digite a palavra de novo em um teclado do idioma dela.",
    es: "Escribe de nuevo la palabra con un teclado de su idioma.",
  },
  options: z.strictObject({
    fancyLetters: z.boolean().default(true).meta({
      description:
        "True to also report words in mathematical, circled or full-width letters. Screen readers spell them out or skip them.",
    }),
  }),
  check:
    ({ fancyLetters }) =>
    (content) =>
      listTextFields(content, allFields).flatMap((field) => [
        ...describeSpans(field, findImitations(field.text), (piece) => ({
          en: `${quote(piece)} mixes lookalike letters of two scripts`,
          pt: `${quote(piece)} mistura letras parecidas de dois alfabetos`,
          es: `${quote(piece)} mezcla letras parecidas de dos alfabetos`,
        })),
        ...describeSpans(field, fancyLetters ? findFancyLetters(field.text) : [], (piece) => ({
          message: {
            en: `${quote(piece)} is written in symbols that look like letters`,
            pt: `${quote(piece)} está escrito com símbolos que parecem letras`,
            es: `${quote(piece)} está escrito con símbolos que parecen letras`,
          },
          fix: {
            en: "Use ordinary letters, and *bold* or _italic_ for emphasis.",
            pt: "Use letras comuns e, para dar destaque, *negrito* ou _itálico_.",
            es: "Usa letras normales y, para destacar, *negrita* o _cursiva_.",
          },
        })),
      ]),
});
