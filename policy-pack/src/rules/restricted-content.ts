import { z } from "zod";
import { allFields, listTextFields, type Content, type FieldKind } from "../content";
import { describeFirst, quote, type Message, type Span, type Violation } from "../finding";
import {
  adultOffers,
  bodyPromises,
  campaigns,
  datingOffers,
  gamblingOffers,
  liveAnimalOffers,
  introductions,
  loanOffers,
  recruitingOffers,
  remoteDoctors,
  threats,
  type WordingPattern,
} from "../lexicons/restricted-offers";
import { senderIds, senders, threatPhrases, type Sender } from "../lexicons/restricted-phrases";
import { harmlessPhrases, tradeIds, trades, type Trade } from "../lexicons/trades-services";
import { describeEmptyOption, senderNames, tradeNames } from "../message-terms";
import { isNegated, isPartOfName, getTextAfter, getTextBefore } from "../text/context";
import { createNameFinder } from "../text/names";
import { normalize, type NormalizedText } from "../text/normalize";
import { createPhraseFinder, listAllLanguages, normalizePhrase, type PhraseMatch } from "../text/phrases";
import { createWordClasses } from "../text/word-classes";
import { citeMessagingPolicy, citeTemplateGuidelines } from "./reference";
import { contentRule, NotApplicable } from "./rule";

/** Reports each phrase that `find` returns for a text, with the original piece in the message. */
function checkPhrases<Match extends Span>(
  content: Content,
  find: (text: NormalizedText) => readonly Match[],
  describe: (piece: string, match: Match) => Message,
  kinds?: readonly FieldKind[],
): readonly Violation[] {
  return listTextFields(content, kinds).flatMap(({ path, text: original }) => {
    const text = normalize(original);
    return describeFirst(find(text), (match) => {
      const span = text.originalSpan(match);
      return { path, span, message: describe(quote(original.slice(span.start, span.end)), match) };
    });
  });
}

/** Creates a search for combinations of words, for each kind of violation. */
function createWordingFinder<Meaning>(
  kinds: readonly (readonly [pattern: WordingPattern, means: Meaning])[],
): (text: NormalizedText) => PhraseMatch<Meaning>[] {
  const searches = kinds.map(([{ words, patterns }, meaning]) => {
    const { classify, compile } = createWordClasses(words);
    return { classify, pattern: compile(patterns.join("|"), "g"), meaning };
  });
  return (text) =>
    searches.flatMap(({ classify, pattern, meaning }) => {
      const { code, getSpan } = classify(text);
      return Array.from(code.matchAll(pattern), ({ 0: piece, index }) => ({
        ...getSpan({ start: index, end: index + piece.length }),
        meaning,
      }));
    });
}

/** Merges matches of words and of combinations of words, in the order of the text. Leaves out those that overlap an earlier one. */
function mergeMatches<Match extends Span>(...lists: readonly (readonly Match[])[]): Match[] {
  const merged: Match[] = [];
  for (const match of lists.flat().sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (match.start >= (merged.at(-1)?.end ?? 0)) merged.push(match);
  }
  return merged;
}

const findThreatWording = createWordingFinder([[threats, true]]);
const findThreats = createPhraseFinder(listAllLanguages(threatPhrases).map((phrase) => [phrase, true] as const));
// Two ways to pay are a choice: "Pay now or later", "Pague agora ou em 3x".
export const choice =
  /^ (?:later|in|at|on|when|with|depois|na|no|em|com|parcele|ate|despues|en|al|con|a|mais tarde|mas tarde|por|divid[ae]|by|pay)\b/;

function isThreat(text: NormalizedText, { start, end }: Span): boolean {
  const offersChoice = / ou?r?$/.test(text.plain.slice(start, end)) && choice.test(text.plain.slice(end, end + 12));
  return !offersChoice && !isNegated(text, { start, end });
}

export const noThreats = contentRule({
  id: "whatsapp-no-threats",
  description: "Texts do not threaten customers with legal action or other consequences.",
  doesNotDetect: {
    summary:
      "Threats that are only implied, and threats in words that are not listed: a list cannot hold every consequence, so the rule is advisory. It also reports quoted threats, for example by a law firm that describes a letter. Portuguese, Spanish and English only.",
    reported: "Pague hoje ou seu nome vai para o SPC",
    missed: "Seria uma pena se algo acontecesse com a sua loja.",
  },
  severity: "medium",
  reference: citeTemplateGuidelines(
    "Content that contains potentially abusive or threatening content, such as threatening with legal action",
  ),
  fix: {
    en: "Say what to do and how you can help, without consequences.",
    pt: "Diga o que fazer e como você pode ajudar, sem citar consequências.",
    es: "Di qué hay que hacer y cómo puedes ayudar, sin mencionar consecuencias.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    checkPhrases(
      content,
      (text) => mergeMatches(findThreats(text), findThreatWording(text)).filter((match) => isThreat(text, match)),
      (piece) => ({
        en: `${piece} reads as a threat`,
        pt: `${piece} soa como uma ameaça`,
        es: `${piece} suena a amenaza`,
      }),
    ),
});

const findTrades = createPhraseFinder<Trade | "harmless">([
  ...tradeIds.flatMap((trade) => listAllLanguages(trades[trade]).map((phrase) => [phrase, trade] as const)),
  ...listAllLanguages(harmlessPhrases).map((phrase) => [phrase, "harmless"] as const),
]);

const findOffers = createWordingFinder<Trade | "harmless">([
  [liveAnimalOffers, "live-animals"],
  [datingOffers, "dating"],
  [adultOffers, "adult"],
  [gamblingOffers, "gambling"],
  [loanOffers, "short-term-loans"],
  [bodyPromises, "supplements"],
  [recruitingOffers, "multi-level-marketing"],
]);

// "Alcohol-free", "no se permiten", "são proibidas".
export const prohibited =
  /^ (?:(?:are |is |not |nao |no |esta |estao |estan |sao |son |e |se )*)(?:free|allowed|permitted|permitid[oa]s?|permite[mn]?|permiten|proibid[oa]s?|prohibid[oa]s?|prohibited|banned|forbidden)\b/;
// A business that accepts a currency as payment does not trade in it.
export const payment = /\b(?:aceitamos|aceptamos|accept|pague (?:com|em)|paga con|pay (?:with|in))(?: [a-z0-9~]+)? $/;

// "Notas de tabaco", "vestidos cor de vinho e tabaco", "shotgun-pattern", "wine glasses".
export const colorBefore =
  /\b(?:cor|cores|color|colores|colors|colours?|tom|tons|tono|tonos|notas|notes|aroma|fragrancias?|scents?|vela|candles?)(?:[ ,][a-z]{1,20}){0,5} $/;
export const thingAfter =
  /^ (?:patterns?|style|metal|inspired|scented|coloured|colored|flavou?red|glass(?:es)?|racks?|openers?|red)\b/;
const colorTrades: ReadonlySet<string> = new Set<Trade>(["alcohol", "tobacco", "weapons"]);

// "Cama para cachorros", "toys for kittens".
export const forAnimals = /\b(?:para|pra|for)(?: [a-z]{1,20} (?:e|y|and|o|or))? $/;

function isLikeness(text: NormalizedText, match: PhraseMatch<Trade>): boolean {
  if (match.meaning === "live-animals") return forAnimals.test(getTextBefore(text, match));
  return (
    colorTrades.has(match.meaning) &&
    (colorBefore.test(getTextBefore(text, match)) || thingAfter.test(getTextAfter(text, match)))
  );
}

function isTraded(text: NormalizedText, match: PhraseMatch<Trade | "harmless">): match is PhraseMatch<Trade> {
  return (
    match.meaning !== "harmless" &&
    !isNegated(text, match) &&
    !prohibited.test(getTextAfter(text, match)) &&
    !isPartOfName(text, match) &&
    !(match.meaning === "currency" && payment.test(getTextBefore(text, match)))
  );
}

function describeTrade(piece: string, trade: Trade): Message {
  const { pt, es } = tradeNames[trade];
  return {
    en: `${piece} belongs to a trade that Meta restricts (${trade})`,
    pt: `${piece} pertence a um ramo que a Meta restringe: ${pt} (${trade})`,
    es: `${piece} pertenece a una actividad que Meta restringe: ${es} (${trade})`,
  };
}

export const restrictedTrades = contentRule({
  id: "whatsapp-restricted-trades",
  description: "Texts do not offer goods or services that Meta restricts on WhatsApp.",
  doesNotDetect: {
    summary:
      "Goods and services in unlisted words, brand names, slang and pictures: a list cannot tell every trade, so the rule is advisory. A breed with a price and no other sign of a sale is missed. It also reports food, games and decoration named after restricted goods, and does not know whether Meta allows your business to sell them. Portuguese, Spanish and English only.",
    reported: "Jogue no tigrinho e ganhe dinheiro de verdade",
    missed: "French bulldog puppies, $1,200 each",
  },
  severity: "medium",
  reference: citeMessagingPolicy(
    "Prohibited organizations and use: buying, selling, promoting, or otherwise facilitating the exchange of certain regulated or restricted goods and services",
  ),
  fix: {
    en: "Remove the offer, or add the trade to the option `allowTrades` if Meta allows your business to offer it.",
    pt: "Remova a oferta ou, se a Meta permitir que a sua empresa a faça, acrescente o ramo à opção `allowTrades`.",
    es: "Quita la oferta o, si Meta permite que tu empresa la haga, añade la actividad a la opción `allowTrades`.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    allowTrades: z
      .array(z.enum(tradeIds))
      .default([])
      .describe(
        `Trades that Meta allows your business to offer; default none. One or more of: ${tradeIds.join(", ")}.`,
      ),
  }),
  check: ({ allowTrades }) => {
    const allowed = new Set<Trade>(allowTrades);
    return (content) =>
      checkPhrases(
        content,
        (text) =>
          mergeMatches(findTrades(text), findOffers(text))
            .filter((match) => isTraded(text, match))
            .filter((match) => !allowed.has(match.meaning) && !isLikeness(text, match)),
        (piece, { meaning }) => describeTrade(piece, meaning),
      );
  },
});

const findSenders = createPhraseFinder<Sender>(
  senderIds.flatMap((sender) => listAllLanguages(senders[sender]).map((phrase) => [phrase, sender] as const)),
);

const findSenderWording = createWordingFinder<Sender>([
  [campaigns, "politics"],
  [remoteDoctors, "telemedicine"],
]);

/** Matches words before a landmark, which is not a sender: "Em frente à delegacia". */
export const landmark =
  /\b(?:ao lado d[aeo]|em frente [ao]|perto d[aeo]|proximo [ao]|frente a|al lado de|junto a|cerca de|enfrente de|next to|near|opposite|in front of|across from)(?: (?:la|el|the|a|o))? $/;

/** Matches words before a service that prepares for a career: "Concurso da Polícia Militar". */
export const examBefore =
  /\b(?:concursos?|preparatorios?|curso|provas?|edital|oposicion(?:es)?|examen|exams?)(?: [a-z]{1,20}){0,3} $/;

export const restrictedSenders = contentRule({
  id: "whatsapp-restricted-senders",
  description: "Texts do not speak for political parties, the military or law enforcement, and offer no telemedicine.",
  doesNotDetect: {
    summary:
      "Parties and candidates that only a reader who knows their names recognizes, slogans, and police or soldiers without a listed name: a list cannot know them, so the rule is advisory. It also reports polls and courses that use the same words. Portuguese, Spanish and English only.",
    reported: "Help elect Dana Ruiz as your next senator.",
    missed: "A cidade pode mais com Ana Prado, 45.",
  },
  severity: "medium",
  reference: citeMessagingPolicy(
    "Prohibited organizations and use: political parties and campaigns, military, law enforcement, telemedicine",
  ),
  fix: {
    en: "Remove it, or use another channel: these senders need Meta's consent to use WhatsApp.",
    pt: "Remova o trecho ou use outro canal: esses remetentes precisam do consentimento da Meta para usar o WhatsApp.",
    es: "Quítalo o usa otro canal: estos remitentes necesitan el consentimiento de Meta para usar WhatsApp.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    checkPhrases(
      content,
      (text) =>
        mergeMatches(findSenders(text), findSenderWording(text)).filter(
          (match) =>
            !isNegated(text, match) &&
            !isPartOfName(text, match) &&
            ![landmark, examBefore].some((context) => context.test(getTextBefore(text, match))),
        ),
      (piece, { meaning }) => ({
        en: `${piece} speaks for a sender that Meta restricts (${meaning})`,
        pt: `${piece} fala em nome de um remetente que a Meta restringe (${senderNames[meaning].pt})`,
        es: `${piece} habla en nombre de un remitente que Meta restringe (${senderNames[meaning].es})`,
      }),
    ),
});

const findIntroductions = createWordingFinder([[introductions, true]]);
const wellKnownNames = new Set(introductions.words["known"]);

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

/** True if the letters of the source are those of the name, with or without accents. */
function isWrittenAs({ original, originalSpan }: NormalizedText, span: Span, name: string): boolean {
  const { start, end } = originalSpan(span);
  return (
    original
      .slice(start, end)
      .normalize("NFKD")
      .replace(/[\p{M}\p{Cf}]/gu, "")
      .toLowerCase() === name
  );
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
      'Businesses that are not in the option `brands`, and, without that option, senders that do not introduce themselves with a listed name and a word such as "support". Only a person knows who may speak for a name, so the rule is advisory. It also reports a well-known business that speaks for itself; `ownNames` allows that. Introductions are found in Portuguese, Spanish and English only.',
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
    brands: z
      .array(
        z
          .string()
          .regex(/[A-Za-z0-9]/, "must contain a Latin letter or a digit")
          .max(100),
      )
      .default([])
      .describe(
        "Names of other businesses, in any case and with or without accents. While the list is empty, the rule only reports texts that introduce a well-known business or authority, and lookalike spellings of its name.",
      ),
    ownNames: z
      .array(
        z
          .string()
          .regex(/[A-Za-z0-9]/, "must contain a Latin letter or a digit")
          .max(100),
      )
      .default([])
      .describe("Names of well-known businesses or authorities that your business may speak for, e.g. its own name."),
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
