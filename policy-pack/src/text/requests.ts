import type { FieldKind } from "../content";
import type { Span } from "../finding";
import { wordClasses, type Identifier } from "../lexicons/sensitive";
import { getTextAfter, getTextBefore, isNegated } from "./context";
import { joinLines } from "./joined-lines";
import { normalize, type NormalizedText } from "./normalize";
import { removeOverlaps } from "./spans";
import { createWordClasses, type ClassifiedText } from "./word-patterns";

const { classify, compile } = createWordClasses(wordClasses);

/** Data in a text: a range of classified words. */
interface DataMatch extends Span {
  readonly meaning: Identifier;
  /** True for a part of a number: "os últimos 4 dígitos do cartão". */
  readonly isPartial: boolean;
}

/** Request for data, in the original text. */
export interface SensitiveRequest extends Span {
  readonly meaning: Identifier;
}

/** Verb or question that asks, or words of a customer who gives data. */
interface Ask extends Span {
  readonly isRefused: boolean;
}

const det = "[article possessive own]{0,2}";
const whose = "[possessive own]";
// "foto legível da frente do seu", "data completos do"
const inside = "[article possessive own of data word amount back filler only with digit and in cardKind]{0,6}";

/** Words that make data harmless: around it, or in it. */
interface Harmless {
  readonly preceded?: string;
  readonly followed?: string;
  readonly contains?: string;
}

interface DataKind {
  readonly meaning: Identifier;
  /** The longest pattern first. */
  readonly patterns: readonly string[];
  readonly harmless: Harmless;
}

const dataKinds: readonly DataKind[] = [
  {
    meaning: "the security code of a card",
    patterns: [
      `cardCode (?! any{0,6} sms) (of ${det} card cardKind?)?`,
      `amount? [digit data] [that be in of word article data]{0,4} back (of ${det} card)?`,
      `amount digit? of back`,
    ],
    harmless: { followed: `of ${det} [promo local]` },
  },
  {
    meaning: "a one-time code",
    patterns: [
      "(amount digit)? otp (code | data)?",
      "(amount digit)? [verify sms] [word bank]? [code token pin data]",
      "security [code token] (?= any{0,6} [sms arrive channel])",
      `[code token pin] (of | for)? ${det} verify`,
      "[code token pin password cardCode] any{0,8} sms",
      "[digit data] any{0,7} arrive any{0,5} sms",
      `token [of in] ${det} [bank place security channel]`,
      `${whose} token`,
      `([sms channel] | article loose) [with of]? article? amount (digit data? | data)`,
      `(?<=sms [^;]{0,12}) data that arrive`,
      `[sms channel] [with of] ${det} [code token]`,
      "arrive article word? [code token] any{0,6} sms",
    ],
    harmless: {
      preceded: "[promo coupon local] verify?",
      followed: `[of for word]? ${det} [promo coupon local]`,
      contains: `^[code token pin] of? ${det} [promo coupon local]`,
    },
  },
  {
    meaning: "a one-time code",
    patterns: [
      "[code token pin password] any{0,6} arrive any{0,4} channel",
      "[digit data] any{0,4} arrive any{0,4} channel",
      "amount [digit data] any{0,4} arrive",
      `[code token] [in of] ${whose} channel`,
      "arrive [article word]{1,2} [code token] (in possessive channel)?",
      "amount digit data? [code token]",
      `[code token] of? ${det} [amount word] [digit data] (in ${det} channel)?`,
      "[code token] [that word you toYou pronoun filler only business article of channel bank service]{0,5} arrive",
    ],
    harmless: {
      preceded: "[promo coupon local] any{0,3}",
      followed: `[^.]{0,7} coupon | [of for in word]? ${det} [promo local]`,
      contains: "[promo coupon local]",
    },
  },
  {
    meaning: "a password or PIN",
    patterns: [
      "seed",
      `[login word] word? and ${det} [password pin]`,
      "login [password pin]",
      `${whose} [word bank data card verify filler only login channel place service]{0,2} [password pin]`,
      `[password pin] (of amount digit)? [of for in] ${det} word{0,1} (place | account | bank | card | channel | cardKind | service) (of? ${det} [bank card])?`,
      `[password pin] [of for in] ${whose} word`,
      `[password pin] of? ${det} [amount word] digit (of ${det} [bank card account])?`,
      `[password pin] [of that]? [you possessive toYou] any{0,4} (channel | bank | account | card | cardKind | place | service)`,
      "amount digit data? [password pin]",
      "[bank account card login cardKind channel place service] [place word]? [password pin]",
      "[password pin] word? bank",
      `${whose} word? credential`,
      `credential [of for] ${det} word? [bank account]`,
      "bank (login | credential)",
    ],
    harmless: { preceded: "local", followed: `[of in for word]? ${det} local | attribute` },
  },
  {
    meaning: "a bank account",
    patterns: [
      "iban",
      `(data of)? ${det} agency ([and , ; with]{1,2} | of ${det} account [and ,]) ${det} (data of)? ${det} account bank?`,
      `account (of ${det})? bank? data? [with and ,]{1,2} ${det} (data of)? agency`,
      `data of ${det} word? account (of ${det})? bank`,
      `data [and ,]? ${det} (data of)? ${det} account bank`,
      `data (of ${det})? bank`,
      `bank account? data`,
      "bank account",
      `${whose} word? account (of ${det})? bank`,
      "account bank",
      `data of ${det} account (?= any{0,5} payout)`,
      "account data (?= any{0,5} payout)",
    ],
    harmless: { preceded: "promo", followed: `of ${det} [promo coupon]` },
  },
  {
    meaning: "the number of a payment card",
    patterns: [
      `(amount? digit | data) ${inside} (card | (article | possessive | own) cards) (of? cardKind)?`,
      `cardKind? card (of? cardKind)? word? (data | digit)`,
      `${whose} cardKind? card (of? cardKind)? [, : ;]? [in word]? [filler only]? data`,
      `cardKind? card [,] ${det} amount digit`,
      `amount digit [of in] ${inside} front`,
    ].slice(0, 4),
    harmless: {
      preceded: "loyalty [^.]{0,12}",
      followed: `of? ${det} [loyalty coupon] | attribute`,
      contains: "loyalty",
    },
  },
  {
    meaning: "a personal ID number",
    patterns: [
      `data ${inside} (id | idWord)`,
      `data ${inside} [document identity]`,
      `[code digit] of ${det} id`,
      `${whose} (word|data)? (document | idWord) data?`,
      "id data?",
      "document data",
      "document of id",
      "[word bank] idWord data",
      "idWord (data | card)",
    ],
    harmless: {
      preceded: "[promo coupon service] word?",
      followed: `[of for] ${det} word? promo | attribute | loose`,
      contains: `(idWord data? | document) [of for] ${det} (promo|word promo) | promo idWord`,
    },
  },
];

const joinPatterns = (patterns: readonly string[]): string => patterns.map((one) => `(?:${one})`).join("|");

/** Maximum number of words around data that are compared with patterns. */
const maxContext = 16;

const dataFinders = dataKinds.map(({ meaning, patterns, harmless: { preceded, followed, contains } }) => ({
  meaning,
  pattern: compile(joinPatterns(patterns), "g"),
  preceded: preceded === undefined ? undefined : compile(`(?:${preceded})$`),
  followed: followed === undefined ? undefined : compile(`^(?:${followed})`),
  contains: contains === undefined ? undefined : compile(contains),
}));

const partialBefore = compile("partial any{0,2}$");
const partialAfter = compile("^[,:]? any{0,1} partial");
const hasPartial = compile("partial");

/** Finds names of sensitive data. */
function findData({ code }: ClassifiedText): readonly DataMatch[] {
  const matches = dataFinders.flatMap(({ meaning, pattern, preceded, followed, contains }) =>
    Array.from(code.matchAll(pattern), ({ 0: data, index: start }) => ({ meaning, data, start, end: start + data.length }))
      .filter(({ start }) => preceded?.test(code.slice(Math.max(0, start - maxContext), start)) !== true)
      .filter(({ end }) => followed?.test(code.slice(end, end + maxContext)) !== true)
      .filter(({ data }) => contains?.test(data) !== true),
  );
  return removeOverlaps(matches).map(({ meaning, start, end }) => ({
    meaning,
    start,
    end,
    isPartial:
      partialBefore.test(code.slice(Math.max(0, start - 3), start)) ||
      partialAfter.test(code.slice(end, end + 3)) ||
      hasPartial.test(code.slice(start, end)),
  }));
}

const askPattern = compile(
  "command | present | infinitive | capture (?= word? data) | loose (?= [filler only]{0,2} [pronoun article possessive data id card cardCode otp question]) | question | that (?= [code token password pin]) | need",
  "g",
);
const givePattern = compile("give | [infinitive command present loose] (?= [^.;:]{0,6} own)", "g");
const isNeed = compile("^need");
const isQuestion = compile("^[question that]");
const isCommand = compile("^command");
const isPresent = compile("^present");
const isInfinitive = compile("^infinitive");

const businessBefore = compile("business any{0,2}$");
const relativeBefore = compile("that any?$");
const conditionBefore = compile("if any{0,2}$");
const toCustomerBefore = compile("toYou$");
const toCustomerAfter = compile("^[you toYou]");
const demandBefore = compile("(third any{0,5} demand | demand any{0,4}$)");
const placeBefore = compile(
  "([in access other] [article possessive our filler only]{0,2} (word|our)? place any{0,3} [, and]{0,2} any{0,3} | access any{0,5} place any{0,3} [, and]{0,2} any{0,3})$",
);

const warning = /\b(?:cuidado|careful|wary|golpes? de|scams? that)\b/;
const easierThanEver = /\b(?:nunca|never|jamais|jamas)(?: [a-z]+)? (?:foi|been|fue|ha|was|tinha|esteve)\b/;
const withoutEffort = /\b(?:sem|sin|without)(?: [a-z0-9~]{1,20}){1,3} $/;
const otherNegation = /\b(?:nao|no|not|dont|nunca|never|jamais|jamas|nem|ni)\b/;
const enterVerb =
  /^(?:digit|inform|insir|inser|preench|enter|type|typing|ingres|introdu|confirm|coloc|coloq|fill|input|tecle|rellen|sub|upload|submit|key)/;

/** Words before an ask that matter to it. */
const maxBefore = 12;

function readClause(code: string, start: number): string {
  const before = code.slice(Math.max(0, start - maxBefore), start);
  return before.slice(before.lastIndexOf(".") + 1);
}

function isRefused(text: NormalizedText, words: ClassifiedText, ask: Span): boolean {
  const verb = words.code.slice(ask.start, ask.end);
  const before = readClause(words.code, ask.start);
  const span = words.getSpan(ask);
  const textBefore = getTextBefore(text, span);
  const isTolerant = isCommand.test(verb) || isNeed.test(verb) || isQuestion.test(verb);
  if (demandBefore.test(before) || warning.test(textBefore)) return true;
  if (!isNeed.test(verb) && toCustomerBefore.test(before)) return true;
  if (!isNeed.test(verb) && toCustomerAfter.test(words.code.slice(ask.end, ask.end + 1))) return true;
  if (!isTolerant && (businessBefore.test(before) || conditionBefore.test(before))) return true;
  if (isPresent.test(verb) && relativeBefore.test(before)) return true;
  if (enterVerb.test(text.plain.slice(span.start, span.end)) && placeBefore.test(before)) return true;
  if (!isNegated(text, span) || easierThanEver.test(textBefore)) return false;
  return !(isTolerant && withoutEffort.test(textBefore) && !otherNegation.test(textBefore));
}

const startsClause = /[.,;:]/;

/** Finds the words with which customers give data. */
function findGifts(text: NormalizedText, words: ClassifiedText): readonly Ask[] {
  return Array.from(words.code.matchAll(givePattern), ({ 0: { length }, index: start }) => {
    const span = { start, end: start + length };
    return { ...span, isRefused: isNegated(text, words.getSpan(span)) };
  });
}

/** Finds the words with which a business asks. */
function findAsks(text: NormalizedText, words: ClassifiedText): readonly Ask[] {
  const asks: Ask[] = [];
  for (const { 0: { length }, index: start } of words.code.matchAll(askPattern)) {
    const ask = { start, end: start + length };
    const last = asks.at(-1);
    // "We do not ask you to send ..." refuses both.
    const isContinued =
      last?.isRefused === true &&
      start - last.end < maxBefore &&
      !startsClause.test(words.code.slice(last.end, start)) &&
      !joinedAsk.test(words.code.slice(last.end, start));
    asks.push({ ...ask, isRefused: isContinued || isRefused(text, words, ask) });
  }
  return asks;
}
const joinedAsk = compile("and");

const subjectChange = compile("[other if when about that arrive without access demand third our]");
const startsWithArrival = compile("^arrive");
const purpose = compile("for");
const purposeFirst = compile("^[filler only pronoun]{0,3} for");
const otherAction = compile(`[and ,] word{1,2} ${det}$`);
const ofSomething = compile("[word attribute channel promo] of [article possessive]{0,2}$");
const atPlace = compile(`[in for] ${det}$ | in [article possessive our]{0,2} word? [place local]`);
const withSomething = compile(`. [with person] ${det} word?$`.replace(".", "any"));
const owner = compile("own");
const hasPerson = compile("[person]");
const namesSubject = compile("word :");
const answer = compile("^[article possessive of data filler only word bank business channel promo and , :]{0,8}$");
const answerStart = compile("^([article possessive of data filler only bank business , :]|$)");
const keyword = compile("^[and for] [filler only]? [arrive other]");
const elsewhere = compile(
  "^(any{0,4} [,]? in [article possessive our]{0,2} (filler|word|our)? place | [: filler only]{0,2} place | any{0,3} in [article our]{0,2} word{0,2} place)",
);
const risk =
  /^ ?(?:e|is|es|eh|puede ser|pode ser|can be|could be)? ?(?:um |a |una |muito |muy |very )?(?:golpe|perigoso|risky|dangerous|scam|peligroso|arriesgado|arriscado|estafa|phishing)\b/;

/** Maximum number of words between an ask and the data, which may end a list. */
const maxDistance = 60;

const joined = compile(`^[and , ; filler only :]{1,3} (of | with)? ${det} (of ${det})?$`);

function isAsked(
  text: NormalizedText,
  words: ClassifiedText,
  kind: FieldKind,
  ask: Ask,
  data: DataMatch,
  from: number,
): boolean {
  const { code } = words;
  const verb = code.slice(ask.start, ask.end);
  const between = code.slice(from, data.start);
  const after = code.slice(data.end, data.end + 10);
  if (startsWithArrival.test(code.slice(data.start, data.end))) return false;
  if (between.length > maxDistance || between.includes(".") || subjectChange.test(between)) return false;
  if (purpose.test(between) && !(from === ask.end && purposeFirst.test(between))) return false;
  if (otherAction.test(between) || ofSomething.test(between) || atPlace.test(between)) return false;
  if (kind === "text" && owner.test(code.slice(from, data.end))) return false;
  if (isNeed.test(verb) && (withSomething.test(between) || hasPerson.test(between) || namesSubject.test(between)))
    return false;
  if (isQuestion.test(verb) && !(answer.test(between) && answerStart.test(between))) return false;
  if (between === "" && keyword.test(after)) return false;
  if (elsewhere.test(after) || risk.test(getTextAfter(text, words.getSpan(data)))) return false;
  return true;
}

// "Meu CPF é", "My card number is", "CPF:" at the end of the prefilled text. A normalized "e" may mean "and", so this reads the original.
const ownBefore = compile("own any?$");
const ownFirst = compile("^[own possessive]");
export const valueAfter = /^ {0,3}(?:é|is|es|:|#)/iu;
// "DNI del titular:" at the end, where the customer writes the value.
export const blankAfter = /^[^:\n]{0,20}:[\s_.]{0,20}$/u;
/** An empty line of a form: "CPF:" or "CPF: ____". */
export const emptyField = /^[^:\n]{0,20}:[^\S\n]{0,20}[_.]{0,40}[^\S\n]{0,20}(?:\n[^\d]|$)/u;
export const lineStart = /(?:^|\n)[^\n:.!?]{0,24}$/u;

function isHandedOver(text: NormalizedText, words: ClassifiedText, data: Span): boolean {
  const { end } = text.originalSpan(words.getSpan(data));
  const after = text.original.slice(end, end + 60);
  const before = words.code.slice(Math.max(0, data.start - 2), data.start);
  const isOwn = ownBefore.test(before) || owner.test(words.code.slice(data.start, data.end));
  return (isOwn && valueAfter.test(after)) || blankAfter.test(after);
}

/** True for a line of a form that the customer fills in. */
function isEmptyField(original: string, { start, end }: Span): boolean {
  return emptyField.test(original.slice(end, end + 120)) && lineStart.test(original.slice(Math.max(0, start - 40), start));
}

const clauseStart = compile(
  "(^|[.;:,]) ([article possessive data word bank channel promo payout with]{1,4} [, and]{1,2}){0,5} [article possessive filler only of]{0,3}$",
);
const pleaseAfter = /^(?:[ ,]| e | y | and )(?:[a-z]+[ ,]){0,6}(?:por favor|por gentileza|se faz favor|please|pls|plz|pfv|pfvr|porfa)\b/;
const requiredAfter = compile("^[and ,]? any{0,3} be? any{0,1} [required need] (?! any{0,4} place)");
const refusal = compile("without");
// "Só o seu CPF": the data is a whole clause.
const justData = compile("(^|[.;,:]) only [article possessive]{1,2}$");
const itsAsk = compile("^[, :]? [filler only pronoun toYou]{0,2}$");
const nextSentence = compile("^any{0,8} ([.,;] any{0,4}){1,2}$");
const itAfter = compile("^[pronoun filler only]{0,2} (it | article amount data) (?! any{0,3} place)");
const nothingAfter = compile("^[pronoun filler only it question]{0,3} ([.,:;] | for | $)");
function isPhotographed({ meaning }: DataMatch): boolean {
  return meaning === "a personal ID number" || meaning === "the number of a payment card";
}
const listedBefore = compile("; [article possessive data word]{0,3}$");
const handOver = /^(?:(?:me|nos) )?(?:mand|envi|pas|send|share|tell|forward|digit|inform|compart|dict|dit|cop|col|peg|reenv|encaminh|paste)/;
const namesIt = /(?:lo|la)s?$/;
const hasIt = / (?:it|ele|ela)(?: |$)/;
const photoBefore = compile("data [^.]{0,4}$");
const startsAtPlace = compile("^any{0,4} place");

/** True if the text asks for data that it has named: "Your PIN, please", "O código que chegou, me manda aqui". */
function isAskedAfter(text: NormalizedText, words: ClassifiedText, data: DataMatch, ask: Ask | undefined): boolean {
  const { code } = words;
  const first = code.slice(data.start, data.start + 1);
  const before = readClause(code, data.start);
  const isFirst = clauseStart.test(before);
  const after = code.slice(data.end, data.end + 10);
  const end = after.indexOf(".");
  const rest = end < 0 ? after : after.slice(0, end);
  const hasOwner = possessiveIn.test(first) || possessiveIn.test(before.slice(-2));
  if (isFirst && pleaseAfter.test(getTextAfter(text, words.getSpan(data)))) return true;
  if (justData.test(before) && !elsewhere.test(after)) return true;
  if (isFirst && hasOwner && requiredAfter.test(rest) && !refusal.test(rest)) return true;
  if (ask === undefined || ask.isRefused || ask.start - data.end > maxBefore) return false;
  const isCode = data.meaning === "a one-time code";
  const between = code.slice(data.end, ask.start);
  const following = code.slice(ask.end, ask.end + 8);
  if ((isFirst || isCode) && itsAsk.test(between) && nothingAfter.test(following)) return true;
  const name = words.getSpan(ask);
  const verb = text.plain.slice(name.start, name.end);
  const isAlone = handOver.test(verb) && nothingAfter.test(following);
  const isListed = before.endsWith(";") || listedBefore.test(before);
  if (hasIt.test(verb) && (isCode || isFirst) && nextSentence.test(between) && !startsAtPlace.test(following)) return true;
  if (isPhotographed(data) && photoBefore.test(between) && !between.includes(".") && itAfter.test(following)) return true;
  if (isAlone && (isCode || isListed) && nextSentence.test(between)) return true;
  return (
    (isCode || isFirst) &&
    nextSentence.test(between) &&
    (itAfter.test(following) || (namesIt.test(verb) && nothingAfter.test(following)))
  );
}
const possessiveIn = compile("possessive");

/** Finds requests for sensitive data. In a text that customers send, finds the places where they give such data. */
export function findRequests(original: string, kind: FieldKind): readonly SensitiveRequest[] {
  const text = normalize(joinLines(original));
  const words = classify(text);
  const wanted = findData(words);
  if (wanted.length === 0) return [];
  const asks = kind === "text" ? findAsks(text, words) : findGifts(text, words);
  const requests: SensitiveRequest[] = [];
  let next = 0;
  let last: (DataMatch & { readonly ask: Ask; readonly isRequested: boolean }) | undefined;
  for (const data of wanted) {
    while ((asks[next]?.start ?? Infinity) < data.start) next++;
    const ask = asks[next - 1];
    if (ask !== undefined && ask.end <= data.start) {
      const isSameAsk = last?.ask === ask;
      const isJoined = last !== undefined && isSameAsk && joined.test(words.code.slice(last.end, data.start));
      const from = last !== undefined && isSameAsk && last.isRequested ? last.end : ask.end;
      const isRequested =
        !ask.isRefused &&
        !data.isPartial &&
        !(isJoined && last?.isRequested === false) &&
        (isJoined || isAsked(text, words, kind, ask, data, from));
      last = { ...data, ask, isRequested };
      if (isRequested) {
        requests.push({ meaning: data.meaning, ...text.originalSpan(words.getSpan({ start: ask.start, end: data.end })) });
        continue;
      }
    }
    if (data.isPartial) continue;
    if (kind === "text") {
      let following = next;
      while ((asks[following]?.start ?? Infinity) < data.end) following++;
      const span = text.originalSpan(words.getSpan(data));
      if (isEmptyField(original, span) || isAskedAfter(text, words, data, asks[following])) {
        requests.push({ meaning: data.meaning, ...span });
      }
      continue;
    }
    const start = ownFirst.test(words.code.slice(data.start, data.end)) ? data.start + 1 : data.start;
    const span = { start, end: data.end };
    if (isHandedOver(text, words, span)) {
      requests.push({ meaning: data.meaning, ...text.originalSpan(words.getSpan(span)) });
    }
  }
  return requests;
}
