import type { Span } from "../finding";
import { getTextBefore, isNegated } from "../text/context";
import type { NormalizedText } from "../text/normalize";
import { compilePattern } from "./sensitive-words";
import type { ClassifiedText } from "../text/word-classes";

/** Words that ask for something, or with which a customer gives something: a range of classified words. */
export interface RequestPhrase extends Span {
  /** True if the text refuses or only describes it: "nunca envie", "we will send". */
  readonly isRefused: boolean;
}

const requestPattern = compilePattern(
  [
    "command | present | infinitive | question | need",
    "capture (?= word? data)",
    "loose (?= [filler only]{0,2} [pronoun article possessive data id card cardCode otp question])",
    "that (?= [code token password pin id] | amount digit | data [toYou word filler arrive]{1,4} in [article possessive]{1,2} place | data any{0,3} [card id document account])",
  ].join("|"),
  "g",
);
const givingPattern = compilePattern("give | [infinitive command present loose] (?= [^.;:]{0,6} own)", "g");

const needStart = compilePattern("^need");
const questionStart = compilePattern("^[question that]");
const commandStart = compilePattern("^command");
const presentStart = compilePattern("^present");

export function isNeed(phrase: string): boolean {
  return needStart.test(phrase);
}

export function isQuestion(phrase: string): boolean {
  return questionStart.test(phrase);
}

const businessBefore = compilePattern("business any{0,2}$");
const relativeBefore = compilePattern("[that where] any?$");
// "A loja envia": the subject of a statement.
const subjectBefore = compilePattern(
  "(^|[.,;:] | [and that]) [article our] [word place service promo bank channel]{1,2} (of article? [word place])?$",
);
const conditionBefore = compilePattern("if any{0,2}$");
// "Na entrega pedimos" RG
const visitBefore = compilePattern("visit");
const toCustomerBefore = compilePattern("toYou$");
const toCustomerAfter = compilePattern("^[you toYou]");
const demandBefore = compilePattern("(third any{0,5} demand | demand any{0,4}$)");
// "No app, digite", "Abra o site e informe"
const placeBefore = compilePattern(
  `([in access other] [article possessive our filler only]{0,2} [word our]? place | access any{0,5} place)
    any{0,3} [, and]{0,2} any{0,3}$`,
);

export const warning = /\b(?:cuidado|careful|wary|golpes? de|scams? that)\b/;
// "Nunca foi tão fácil: envie" and "sem burocracia envie" are no refusals.
export const easierThanEver = /\b(?:nunca|never|jamais|jamas)(?: [a-z]+)? (?:foi|been|fue|ha|was|tinha|esteve)\b/;
// "Não esquece de enviar" asks.
export const reminder =
  /\b(?:nao(?: se)?|no(?: te| se)?|dont|not|never|nunca) (?:esquec|olvid|forget)[a-z]{0,6} (?:de |to )?$/;
export const withoutEffort = /\b(?:sem|sin|without)(?: [a-z0-9~]{1,20}){1,3} $/;
export const otherNegation = /\b(?:nao|no|not|dont|nunca|never|jamais|jamas|nem|ni)\b/;
export const contrastWord = /\b(?:mas|but|pero|sino)\b/;
/** Verbs of entering data, which a site or an app may ask for. */
export const enteringVerb =
  /^(?:digit|inform|insir|inser|preench|enter|type|typing|ingres|introdu|confirm|coloc|coloq|fill|input|tecle|rellen|sub|upload|submit|key)/;

/** Maximum number of words before a phrase that matter to it. */
export const maxWordsBefore = 12;

/** Returns the classes of the words before a position, within its sentence. */
export function getWordsBefore({ code }: ClassifiedText, start: number, most = maxWordsBefore): string {
  const before = code.slice(Math.max(0, start - most), start);
  return before.slice(before.lastIndexOf(".") + 1);
}

function isRefused(text: NormalizedText, words: ClassifiedText, phrase: Span): boolean {
  const verb = words.code.slice(phrase.start, phrase.end);
  const before = getWordsBefore(words, phrase.start);
  const span = words.getSpan(phrase);
  const textBefore = getTextBefore(text, span);
  if (demandBefore.test(before) || warning.test(textBefore)) return true;
  if (isNeed(verb)) {
    if (visitBefore.test(before)) return true;
  } else {
    if (toCustomerBefore.test(before)) return true;
    if (toCustomerAfter.test(words.code.slice(phrase.end, phrase.end + 1))) return true;
  }
  const isUnambiguous = isNeed(verb) || isQuestion(verb) || commandStart.test(verb);
  if (!isUnambiguous && (businessBefore.test(before) || conditionBefore.test(before))) return true;
  if (presentStart.test(verb) && (relativeBefore.test(before) || subjectBefore.test(before))) return true;
  if (enteringVerb.test(text.plain.slice(span.start, span.end)) && placeBefore.test(before)) return true;
  if (!isNegated(text, span) || easierThanEver.test(textBefore) || reminder.test(textBefore)) return false;
  const contrast = textBefore.split(contrastWord).at(-1) ?? textBefore;
  if (contrast !== textBefore && !otherNegation.test(contrast)) return false;
  return !(isUnambiguous && withoutEffort.test(textBefore) && !otherNegation.test(textBefore));
}

const clauseEnd = /[.,;:]/;
const conjunction = compilePattern("and");

/** Finds the words with which a business asks. */
export function findRequestPhrases(text: NormalizedText, words: ClassifiedText): readonly RequestPhrase[] {
  const phrases: RequestPhrase[] = [];
  for (const { 0: found, index: start } of words.code.matchAll(requestPattern)) {
    const span = { start, end: start + found.length };
    const last = phrases.at(-1);
    const between = last === undefined ? "" : words.code.slice(last.end, start);
    // "We do not ask you to send" refuses both verbs.
    const isContinued =
      last?.isRefused === true &&
      between.length < maxWordsBefore &&
      !clauseEnd.test(between) &&
      !conjunction.test(between);
    phrases.push({ ...span, isRefused: isContinued || isRefused(text, words, span) });
  }
  return phrases;
}

/** Finds the words with which customers give data. */
export function findGivingPhrases(text: NormalizedText, words: ClassifiedText): readonly RequestPhrase[] {
  return Array.from(words.code.matchAll(givingPattern), ({ 0: found, index: start }) => {
    const span = { start, end: start + found.length };
    return { ...span, isRefused: isNegated(text, words.getSpan(span)) };
  });
}
