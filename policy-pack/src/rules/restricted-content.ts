import { z } from "zod";
import type { Message, Span } from "../finding";
import {
  adultOffers,
  bodyPromises,
  datingOffers,
  gamblingOffers,
  liveAnimalOffers,
  loanOffers,
  recruitingOffers,
} from "../lexicons/restricted-offers";
import { senderIds, senders, threatPhrases, type Sender } from "../lexicons/restricted-phrases";
import { campaigns, recruiters, remoteDoctors } from "../lexicons/sender-wording";
import { threats } from "../lexicons/threats";
import { harmlessPhrases, tradeIds, trades, type Trade } from "../lexicons/trades-services";
import { senderNames, tradeNames } from "../message-terms";
import { isNegated, isPartOfName, getTextAfter, getTextBefore } from "../text/context";
import type { NormalizedText } from "../text/normalize";
import { createPhraseFinder, listAllLanguages, type PhraseMatch } from "../text/phrases";
import { citeMessagingPolicy, citeTemplateGuidelines } from "./reference";
import { contentRule } from "./rule";
import { checkPhrases, createWordingFinder, mergeMatches } from "./wording";

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
      "Threats that are only implied, and threats in words that are not listed: a list cannot name every consequence, so the rule is advisory. It also reports quoted threats, for example by a law firm that describes a letter. Portuguese, Spanish and English only.",
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
  [recruiters, "military"],
]);

/** Matches words before a landmark, which is not a sender: "Em frente à delegacia", "qué llevar a la comisaría". */
export const landmark =
  /\b(?:ao lado d[aeo]|em frente [ao]|perto d[aeo]|proximo [ao]|frente a|al lado de|junto a|cerca de|enfrente de|next to|near|opposite|in front of|across from|llevar a|ir a|levar [ao])(?: (?:la|el|the|a|o))? $/;

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
