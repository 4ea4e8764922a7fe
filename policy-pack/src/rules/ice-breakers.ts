import { z } from "zod";
import { listTextFields, type Content, type TextField } from "../content";
import { quote, type Message, type Span, type Violation } from "../finding";
import { emoji } from "../text/capitals";
import { letterOrDigit, parseFormatting } from "../text/formatting";
import { computeSimilarity, isRewording, listWords } from "../text/similarity";
import { describeSpans, findSpans, sliceSpan } from "../text/spans";
import { citeConversationalComponents, citeGoodPractice } from "./reference";
import { contentRule, NotApplicable } from "./rule";

export const lineBreaks = /[\n\v\f\r\u0085\u2028\u2029]+/g;

/** Finds formatted words. Markers around other characters are emoticons. */
function findFormattedWords(text: string): readonly Span[] {
  return parseFormatting(text).formatted.filter((span) => letterOrDigit.test(sliceSpan(text, span)));
}

function checkPlainText(field: TextField): readonly Violation[] {
  return [
    ...describeSpans(field, findSpans(field.text, emoji), (piece) => ({
      message: {
        en: `${quote(piece)} is an emoji, which ice breakers do not support`,
        pt: `${quote(piece)} é um emoji, e quebra-gelos não aceitam emojis`,
        es: `${quote(piece)} es un emoji, y los rompehielos no admiten emojis`,
      },
      fix: { en: "Use words.", pt: "Use palavras.", es: "Usa palabras." },
    })),
    ...describeSpans(field, findSpans(field.text, lineBreaks), () => ({
      message: {
        en: "an ice breaker contains a line break, but WhatsApp shows a single line",
        pt: "um quebra-gelo contém uma quebra de linha, mas o WhatsApp mostra uma única linha",
        es: "un rompehielos contiene un salto de línea, pero WhatsApp muestra una sola línea",
      },
      fix: {
        en: "Write the question in one line.",
        pt: "Escreva a pergunta em uma linha.",
        es: "Escribe la pregunta en una línea.",
      },
    })),
    ...describeSpans(field, findFormattedWords(field.text), (piece) => ({
      message: {
        en: `${quote(piece)} is formatted, but ice breakers show the markers as plain characters`,
        pt: `${quote(piece)} está formatado, mas quebra-gelos mostram os marcadores como caracteres comuns`,
        es: `${quote(piece)} tiene formato, pero los rompehielos muestran los marcadores como caracteres normales`,
      },
      fix: { en: "Remove the markers.", pt: "Remova os marcadores.", es: "Quita los marcadores." },
    })),
  ];
}

export const plainIceBreakers = contentRule({
  id: "whatsapp-plain-ice-breakers",
  description: "Ice breakers are one line of plain text, without emoji and formatting.",
  doesNotDetect: {
    summary: "Text emoticons, and titles that are plain but are not questions of a customer.",
    reported: { iceBreakers: ["*Preços*"] },
    missed: { iceBreakers: ["Preços :-)"] },
  },
  severity: "medium",
  reference: citeConversationalComponents("Ice breakers: emojis are not supported"),
  fix: {
    en: "Write each ice breaker as a question that a customer would send, in one line of plain text.",
    pt: "Escreva cada quebra-gelo como uma pergunta que o cliente enviaria, em uma linha de texto simples.",
    es: "Escribe cada rompehielos como una pregunta que enviaría un cliente, en una línea de texto sin formato.",
  },
  options: z.strictObject({}),
  check: () => (content) => {
    const fields = listTextFields(content, ["iceBreakers"]);
    return fields.length === 0
      ? new NotApplicable({
          en: "the sequence has no ice breakers",
          pt: "a sequência não tem quebra-gelos",
          es: "la secuencia no tiene rompehielos",
        })
      : fields.flatMap(checkPlainText);
  },
});

// The rule compares each pair, so it only looks for equal titles among more or longer ones.
const maxCompared = 24;
const maxComparedLength = 200;

interface ComparableText extends TextField {
  readonly words: readonly string[];
  /** The text without case, accents, punctuation and spaces, or the text itself if nothing else is left. */
  readonly key: string;
}

function normalizeForComparison(field: TextField): ComparableText {
  // Sorting combining marks takes quadratic time.
  if (field.text.length > maxComparedLength) return { ...field, words: [], key: field.text };
  const words = listWords(field.text);
  return { ...field, words, key: words.join("") || field.text.trim() };
}

function isSimilar(a: ComparableText, b: ComparableText, minSimilarity: number): boolean {
  return (
    a.words.length > 0 &&
    b.words.length > 0 &&
    computeSimilarity(a.key, b.key) >= minSimilarity &&
    isRewording(a.words, b.words)
  );
}

function findDuplicates(content: Content, minSimilarity: number): readonly Violation[] {
  const titles = listTextFields(content, ["iceBreakers"]).map(normalizeForComparison);
  const isComparable = titles.length <= maxCompared;
  const firstByKey = new Map(
    listTextFields(content, ["autofill"])
      .map(normalizeForComparison)
      .map((autofill) => [autofill.key, autofill]),
  );
  return titles.flatMap((title, i): readonly Violation[] => {
    const same = firstByKey.get(title.key);
    const earlierTitles = titles.slice(0, isComparable ? i : 0);
    const other = same ?? earlierTitles.find((earlier) => isSimilar(earlier, title, minSimilarity));
    if (same === undefined) firstByKey.set(title.key, title);
    if (other === undefined) return [];
    return [{ path: title.path, message: describeDuplicate(quote(title.text), other.path, same !== undefined) }];
  });
}

function describeDuplicate(piece: string, otherPath: string, isSame: boolean): Message {
  return {
    en: `${piece} asks ${isSame ? "" : "nearly "}the same as ${otherPath}`,
    pt: `${piece} pergunta ${isSame ? "" : "quase "}o mesmo que ${otherPath}`,
    es: `${piece} pregunta ${isSame ? "" : "casi "}lo mismo que ${otherPath}`,
  };
}

export const distinctIceBreakers = contentRule({
  id: "whatsapp-distinct-ice-breakers",
  description: "Ice breakers differ from each other and from the autofill message.",
  doesNotDetect: {
    summary:
      "Questions that ask the same in other words. The rule compares letters and the words of Portuguese, Spanish and English; it cannot compare meanings.",
    reported: { iceBreakers: ["Qual é o preço?", "Qual é o preço"] },
    missed: { iceBreakers: ["Quanto custa?", "Qual é o preço?"] },
  },
  severity: "low",
  reference: citeGoodPractice("Customers choose among ice breakers: two that ask the same are no choice"),
  fix: {
    en: "Ask something else, or remove the duplicate.",
    pt: "Pergunte outra coisa ou remova a repetição.",
    es: "Pregunta otra cosa o quita la repetición.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    minSimilarity: z.number().min(0.5).max(1).default(0.9).meta({
      description:
        "Similarity from which two ice breakers count as nearly the same (Dice's coefficient of letter pairs, 0.5 to 1). 1 finds equal ones only.",
    }),
  }),
  readsFullText: true,
  check:
    ({ minSimilarity }) =>
    (content) => {
      const hasTitles = listTextFields(content, ["iceBreakers"]).length > 0;
      const count = listTextFields(content, ["autofill", "iceBreakers"]).length;
      return hasTitles && count > 1
        ? findDuplicates(content, minSimilarity)
        : new NotApplicable({
            en: "the sequence has no two texts to compare",
            pt: "a sequência não tem dois textos para comparar",
            es: "la secuencia no tiene dos textos que comparar",
          });
    },
});
