import type { FieldKind } from "../content";
import type { Span } from "../finding";
import type { Identifier } from "../lexicons/sensitive";
import { getTextAfter } from "../text/context";
import { findDataMentions, type DataMention } from "./data-mentions";
import { joinLines } from "../text/joined-lines";
import { isListed, isRequiredAfter, refersTo } from "./later-requests";
import { normalize, type NormalizedText } from "../text/normalize";
import { findDisownedQuotations } from "./quoted-requests";
import {
  findGivingPhrases,
  findRequestPhrases,
  getWordsBefore,
  isNeed,
  isQuestion,
  type RequestPhrase,
} from "./request-phrases";
import { classifyWords, compilePattern, determiners as det } from "./sensitive-words";
import type { ClassifiedText } from "../text/word-classes";

/** Request for sensitive data, in the original text. */
export interface SensitiveRequest extends Span {
  readonly meaning: Identifier;
}

/** Text in the forms in which requests are searched. */
interface Reading {
  readonly text: NormalizedText;
  readonly words: ClassifiedText;
}

/** Maximum number of words between a phrase and the data, which may end a list. */
const maxDistance = 60;

const subjectChange = compilePattern("[other if when about that where arrive without access demand third]");
// "Tell me what your" PIN is
const indirectQuestion = compilePattern(`^[pronoun filler]{0,2} that ${det}$`);
const arrival = compilePattern("^[arrive business]");
const purpose = compilePattern("for");
const purposeFirst = compilePattern("^[filler only pronoun]{0,3} for");
// A word that may be a verb: "e agende sua" CNH.
const otherAction = compilePattern(`[and ,] word{1,2} ${det}$`);
const attribute = compilePattern("[word attribute channel promo] of [article possessive]{0,2}$");
const place = compilePattern(`[in for] ${det}$ | in [article possessive our]{0,2} word? [place local]`);
// "Precisamos de motoristas com" CNH
const otherNeed = compilePattern(`any [with person] ${det} word?$ | person | word :`);
const answer = compilePattern(
  "^([article possessive of data filler only bank business , :] [article possessive of data filler only word bank business channel promo and , :]{0,7})?$",
);
// "Envie CPF e receba"
const keyword = compilePattern("^[and for] [filler only]? [arrive other]");
const elsewhere = compilePattern(
  `^(?! of each)(any{0,4} ,? in [article possessive our]{0,2} [filler word our]? place | [: filler only]{1,2} place
    | any{0,3} in [article our]{0,2} word{0,2} place | [^.;:]{0,5} visit)`,
);
const own = compilePattern("own");
// "Deposite na nossa conta" IBAN
const ours = compilePattern("our word?$");
export const risk =
  /^ ?(?:e|is|es|eh|puede ser|pode ser|can be|could be)? ?(?:um |a |una |muito |muy |very )?(?:golpe|perigoso|risky|dangerous|scam|peligroso|arriesgado|arriscado|estafa|phishing)\b/;

/** True if a phrase asks for data after it. `from` is the end of the phrase, or of data before that it asks for. */
function asksFor(
  { text, words }: Reading,
  kind: FieldKind,
  phrase: RequestPhrase,
  data: DataMention,
  from: number,
): boolean {
  const verb = words.code.slice(phrase.start, phrase.end);
  const between = words.code.slice(from, data.start);
  const after = words.code.slice(data.end, data.end + 10);
  if (between.length > maxDistance || between.includes(".")) return false;
  if (subjectChange.test(between) && !indirectQuestion.test(between)) return false;
  // An item of a list does not ask for the next one.
  if (between.includes(";") && getWordsBefore(words, phrase.start, maxDistance).includes(";")) return false;
  if (arrival.test(words.code.slice(data.start, data.end))) return false;
  if (purpose.test(between) && !(from === phrase.end && purposeFirst.test(between))) return false;
  if (otherAction.test(between) || attribute.test(between) || place.test(between)) return false;
  if (ours.test(between)) return false;
  if (kind === "text" && own.test(words.code.slice(from, data.end))) return false;
  if (isNeed(verb) && otherNeed.test(between)) return false;
  if (isQuestion(verb) && !answer.test(between)) return false;
  if (between === "" && keyword.test(after)) return false;
  return !elsewhere.test(after) && !risk.test(getTextAfter(text, words.getSpan(data)));
}

const joined = compilePattern(`^[and , ; filler only :]{1,3} [of with]? ${det} (of ${det})?$`);

/** Pairs data with the nearest phrase before it. */
function createPairing(reading: Reading, kind: FieldKind): (data: DataMention, phrase: RequestPhrase) => boolean {
  let last: { readonly phrase: RequestPhrase; readonly end: number; readonly isRequested: boolean } | undefined;
  return (data, phrase) => {
    const previous = last?.phrase === phrase ? last : undefined;
    const isJoined = previous !== undefined && joined.test(reading.words.code.slice(previous.end, data.start));
    const isRequested =
      !phrase.isRefused &&
      !data.isPartial &&
      (isJoined
        ? previous.isRequested
        : asksFor(reading, kind, phrase, data, previous?.isRequested === true ? previous.end : phrase.end));
    last = { phrase, end: data.end, isRequested };
    return isRequested;
  };
}

/** An empty line of a form: "CPF:" or "CPF: ____". */
export const emptyField = /^[^:\n]{0,20}:[^\S\n]{0,20}[_.]{0,40}[^\S\n]{0,20}(?:\n[^\d]|$)/u;
export const lineStart = /(?:^|\n)[^\n:.!?]{0,24}$/u;

function isEmptyField(original: string, { start, end }: Span): boolean {
  return (
    emptyField.test(original.slice(end, end + 120)) && lineStart.test(original.slice(Math.max(0, start - 40), start))
  );
}

/** An unfinished sentence: "Seu CPF é?", "Your card number?" */
export const unfinished = /^ ?(?:(?:is|é|es|eh) ?(?:\?|\.{3}|…|_{2})|\?\s*$)/u;
const owned = compilePattern("[possessive data]");
const sentenceStart = compilePattern("(^|[.,;:]) and? [article possessive filler only]{0,3}$");

function isUnfinished({ text, words }: Reading, data: Span): boolean {
  const { end } = text.originalSpan(words.getSpan(data));
  const before = getWordsBefore(words, data.start);
  return (
    unfinished.test(text.original.slice(end, end + 60)) &&
    sentenceStart.test(before) &&
    owned.test(before.slice(-2) + words.code.slice(data.start, data.end))
  );
}

const ownBefore = compilePattern("own any?$");
const ownerFirst = compilePattern("^[own possessive]");
// "Meu CPF é", "My card number is". A normalized "e" may mean "and", so this reads the original.
export const valueAfter = /^ {0,3}(?:é|is|es|:|#)/iu;
// "DNI del titular:" at the end, where the customer writes the number.
export const blankAfter = /^[^:\n]{0,20}:[\s_.]{0,20}$/u;

/** Returns the data that a customer hands over without a verb. */
function findHandedOver({ text, words }: Reading, { start, end }: Span): Span | undefined {
  const name = words.code.slice(start, end);
  const before = words.code.slice(Math.max(0, start - 2), start);
  const span = text.originalSpan(words.getSpan({ start: ownerFirst.test(name) ? start + 1 : start, end }));
  const after = text.original.slice(span.end, span.end + 60);
  const isOwn = own.test(name) || ownBefore.test(before);
  return (isOwn && valueAfter.test(after)) || blankAfter.test(after) ? span : undefined;
}

// "I got the code by SMS, here it is"
const briefly = compilePattern("^any{0,4} [.,:]{1,2} [and filler]{0,2}$");

/** True if a customer gives a code that the text has named. */
function isGivenAfter(
  { text, words }: Reading,
  { meaning, end }: DataMention,
  phrase: RequestPhrase | undefined,
): boolean {
  if (meaning !== "a one-time code" || phrase === undefined || phrase.isRefused) return false;
  const isAsked = text.original.includes("?", text.originalSpan(words.getSpan(phrase)).end);
  return briefly.test(words.code.slice(end, phrase.start)) && !isAsked;
}

/** Joins requests of one phrase for the same kind of data: "envie RG e CPF". */
function joinRequests(requests: readonly SensitiveRequest[]): readonly SensitiveRequest[] {
  const distinct: SensitiveRequest[] = [];
  for (const request of requests) {
    const last = distinct.at(-1);
    const isSame = last !== undefined && last.start === request.start && last.meaning === request.meaning;
    distinct.splice(isSame ? -1 : distinct.length, isSame ? 1 : 0, request);
  }
  return distinct;
}

/** Finds requests for sensitive data. In a text that customers send, finds the places where they give such data. */
export function findRequests(original: string, kind: FieldKind): readonly SensitiveRequest[] {
  const text = normalize(joinLines(original));
  const words = classifyWords(text);
  const mentions = findDataMentions(words);
  if (mentions.length === 0) return [];
  const reading = { text, words };
  const phrases = kind === "text" ? findRequestPhrases(text, words) : findGivingPhrases(text, words);
  const isRequested = createPairing(reading, kind);
  const requests: SensitiveRequest[] = [];
  let next = 0;
  for (const data of mentions) {
    while ((phrases[next]?.start ?? Infinity) < data.start) next++;
    const { meaning, isPartial } = data;
    const phrase = phrases[next - 1];
    if (phrase !== undefined && phrase.end <= data.start && isRequested(data, phrase)) {
      requests.push({ meaning, ...text.originalSpan(words.getSpan({ start: phrase.start, end: data.end })) });
    } else if (!isPartial && kind === "text") {
      const span = text.originalSpan(words.getSpan(data));
      const later = phrases.slice(next, next + 4).filter(({ start }) => start >= data.end);
      if (
        isEmptyField(original, span) ||
        isUnfinished(reading, data) ||
        isListed(words, data) ||
        isRequiredAfter(text, words, data) ||
        later.slice(0, 2).some((other) => refersTo(text, words, other, data))
      ) {
        requests.push({ meaning, ...span });
      }
    } else if (!isPartial) {
      const isGiven = isGivenAfter(reading, data, phrases[next]);
      const span = isGiven ? text.originalSpan(words.getSpan(data)) : findHandedOver(reading, data);
      if (span !== undefined) requests.push({ meaning, ...span });
    }
  }
  const disowned = findDisownedQuotations(original);
  return joinRequests(requests.filter(({ start, end }) => !disowned.some((quoted) => contains(quoted, start, end))));
}

function contains(outer: Span, start: number, end: number): boolean {
  return outer.start <= start && end <= outer.end;
}
