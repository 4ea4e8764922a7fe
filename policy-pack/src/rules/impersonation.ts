import { z } from "zod";
import { allFields, type Content } from "../content";
import { quote, type Message, type Span, type Violation } from "../finding";
import { introductions } from "../lexicons/introductions";
import { createNameFinder } from "../text/names";
import type { NormalizedText } from "../text/normalize";
import { normalizePhrase } from "../text/phrases";
import { nameList } from "./name-list";
import { citeMessagingPolicy } from "./reference";
import { contentRule } from "./rule";
import { checkPhrases, createWordingFinder } from "./wording";

const findIntroductions = createWordingFinder([[introductions, true]]);
const wellKnownNames = new Set(["known", "bank"].flatMap((kind) => introductions.words[kind] ?? []));
/** Names of fewer letters are also verb forms with an accent. */
const shortestUnaccentedName = 6;

/** Letters that digits imitate. */
const imitatedLetters: Readonly<Record<string, string>> = { 0: "o", 1: "l", 3: "e", 4: "a", 5: "s" };

/** Finds well-known names of one word in letters of other scripts, or with digits in place of letters: `Amaz0n`. */
function findImitations(text: NormalizedText): (Span & { readonly name: string })[] {
  return Array.from(text.plain.matchAll(/[a-z0-9]{4,40}/g), ({ 0: word, index: start }) => ({
    ...{ word, start, end: start + word.length },
    name: word.replace(/[0-9]/g, (digit) => imitatedLetters[digit] ?? digit),
  })).filter(
    ({ word, name, ...span }) => wellKnownNames.has(name) && (word !== name || !isWrittenAs(text, span, name)),
  );
}

/** True if the letters of the source are those of the name. A long name has no accents. */
function isWrittenAs({ original, originalSpan }: NormalizedText, span: Span, name: string): boolean {
  const { start, end } = originalSpan(span);
  const letters = original
    .slice(start, end)
    .normalize("NFKD")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase();
  return (name.length < shortestUnaccentedName ? letters.replace(/\p{M}/gu, "") : letters) === name;
}

function checkWellKnownNames(ownNames: readonly string[]): (content: Content) => readonly Violation[] {
  const own = ownNames.map(normalizePhrase);
  const isOther = (name: string): boolean => !own.some((one) => name.includes(one));
  return (content) => [
    ...checkPhrases(
      content,
      (text) => findIntroductions(text).filter(({ start, end }) => isOther(text.plain.slice(start, end))),
      (piece) => ({
        en: `${piece} speaks for a well-known business or authority`,
        pt: `${piece} fala em nome de uma empresa ou de um órgão conhecido`,
        es: `${piece} habla en nombre de una empresa o autoridad conocida`,
      }),
      allFields,
    ),
    ...checkPhrases(
      content,
      (text) => findImitations(text).filter(({ name }) => isOther(name)),
      (piece, { name }) => describeSimilarName(piece, name),
      allFields,
    ),
  ];
}

function describeSimilarName(piece: string, name: string): Message {
  return {
    en: `${piece} looks like ${quote(name)}, the name of another business`,
    pt: `${piece} se parece com ${quote(name)}, o nome de outra empresa`,
    es: `${piece} se parece a ${quote(name)}, el nombre de otra empresa`,
  };
}

export const noImpersonation = contentRule({
  id: "whatsapp-no-impersonation",
  description: "Texts do not name other businesses, or use names that look like theirs.",
  doesNotDetect: {
    summary:
      "Businesses that are not in the option `brands`, and, without that option, senders that do not introduce themselves with a listed name. Only a person knows who may speak for a name, so the rule is advisory. It also reports a well-known business that speaks for itself; `ownNames` allows that. Introductions are found in Portuguese, Spanish and English only.",
    reported: "Somos o suporte do WhatsApp. Confirme o seu número.",
    missed: "Sua conta Netflix foi suspensa. Atualize o pagamento.",
  },
  severity: "high",
  reference: citeMessagingPolicy("Businesses must not impersonate others or mislead people about who they are"),
  fix: {
    en: "Remove the name, or remove it from the option `brands` if you may use it.",
    pt: "Remova o nome ou, se você puder usá-lo, tire-o da opção `brands`.",
    es: "Quita el nombre o, si puedes usarlo, quítalo de la opción `brands`.",
  },
  options: z.strictObject({
    brands: nameList.describe(
      "Names of other businesses, in any case and with or without accents. While the list is empty, the rule only reports texts that introduce a well-known business or authority, and lookalike spellings of its name.",
    ),
    ownNames: nameList.describe(
      "Names of well-known businesses or authorities that your business may speak for, e.g. its own name.",
    ),
    maxDistance: z
      .int()
      .min(0)
      .max(2)
      .default(1)
      .describe(
        "Number of letters in which a word may differ from a name of at least five letters and still match it, 0 to 2; default 1. Use 0 if an ordinary word is close to a name.",
      ),
  }),
  check: ({ brands, ownNames, maxDistance }) => {
    if (brands.length === 0) return checkWellKnownNames(ownNames);
    const findBrands = createNameFinder(brands, maxDistance);
    return (content) =>
      checkPhrases(
        content,
        findBrands,
        (piece, { isExact, name }) =>
          isExact
            ? {
                en: `${piece} is the name of another business`,
                pt: `${piece} é o nome de outra empresa`,
                es: `${piece} es el nombre de otra empresa`,
              }
            : describeSimilarName(piece, name),
        allFields,
      );
  },
});
