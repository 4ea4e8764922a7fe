import { getTextAfter } from "../text/context";
import type { DataMention } from "./data-mentions";
import type { NormalizedText } from "../text/normalize";
import { getWordsBefore, isQuestion, maxWordsBefore, type RequestPhrase } from "./request-phrases";
import { compilePattern } from "./sensitive-words";
import type { ClassifiedText } from "../text/word-classes";

const clauseStart = compilePattern(
  `(^|[.;:,]) and? ([article possessive data word bank channel promo payout with]{1,4} [, and]{1,2}){0,5}
    [article possessive filler only of]{0,3}$`,
);
const listedBefore = compilePattern(
  "(; [article possessive data word]{0,3} | [data document] any{0,4} : [^.;:]{0,12})$",
);
const possessive = compilePattern("possessive");
const dataNoun = compilePattern("data");

export const pleaseAfter =
  /^(?:(?: (?:de|do|da|del|of|for)(?: [a-z]+){1,4})?,? ?|(?:,| e | y | and )(?:(?!(?:em|na|no|en|al|at|on|in|com|con|with)\b)[a-z]+[ ,] ?){1,6})(?:por favor|por gentileza|se faz favor|please|pls|plz|pfv|pfvr|porfa)\b/;
const requiredAfter = compilePattern("^[and ,]? any{0,3} be? any? [required need] (?! any{0,4} place)");
const refusal = compilePattern("without");
// "Só o seu CPF"
const onlyBefore = compilePattern("(^|[.;,:]) only [article possessive]{1,2}$");
const placeAfter = compilePattern("^any{0,4} [in place]");

const directly = compilePattern("^[, :]? [filler only pronoun toYou word]{0,2}$");
// "Generate a token and paste it here"
const onlyAnd = compilePattern("^[filler in of article possessive channel place bank]{0,6} and$");
const hereAfter = compilePattern("^filler");
const laterSentence = compilePattern("^any{0,8} ([.,;:] any{0,4}){1,3}$");
export const sharingVerb = /^(?:share|compart)/;
const photoBefore = compilePattern("data [^.]{0,4}$");
// "Tell me what it says", "reply with them"
const itAfter = compilePattern(
  "^[pronoun filler only]{0,2} [that with]? (it | article amount data) (?! any{0,3} place | in [article our]? word | for article? person)",
);
const nothingAfter = compilePattern(
  "^[pronoun filler only it question]{0,3} ([.,:;] | for | [and that] [business toYou] | $)",
);
const placeNear = compilePattern("^any{0,4} place");

export const sendingVerb =
  /^(?:(?:me|nos) )?(?:mand|envi|pas|send|share|tell|forward|digit|inform|compart|dict|dit|cop|col|peg|reenv|encaminh|paste)/;
export const pronounEnding = /(?:lo|la)s?$/;
export const pronounInside = / (?:it|ele|ela|l[ao]s?)(?: |$)/;

/** True if a text requires data that it has named: "Your PIN, please", "seu CPF é obrigatório". */
export function isRequiredAfter(text: NormalizedText, words: ClassifiedText, data: DataMention): boolean {
  const before = getWordsBefore(words, data.start);
  const after = words.code.slice(data.end, data.end + 10).replace(/\..*$/, "");
  // "Só o seu RG", "seu RG é obrigatório": to show it, unless the text names its number or a photo.
  const isSent = data.meaning !== "a personal ID number" || dataNoun.test(words.code.slice(data.start, data.end));
  if (isSent && onlyBefore.test(before) && !placeAfter.test(after)) return true;
  if (!clauseStart.test(before)) return false;
  if (pleaseAfter.test(getTextAfter(text, words.getSpan(data)))) return true;
  if (!isSent) return false;
  const hasOwner = possessive.test(before.slice(-2) + words.code.slice(data.start, data.start + 1));
  return hasOwner && requiredAfter.test(after) && !refusal.test(after);
}

/** True if a phrase asks for data named before it: "O código que chegou, me manda aqui". */
export function refersTo(
  text: NormalizedText,
  words: ClassifiedText,
  phrase: RequestPhrase,
  data: DataMention,
): boolean {
  if (phrase.isRefused || phrase.start - data.end > maxWordsBefore) return false;
  const before = getWordsBefore(words, data.start);
  const between = words.code.slice(data.end, phrase.start);
  const after = words.code.slice(phrase.end, phrase.end + 8);
  const span = words.getSpan(phrase);
  const verb = text.plain.slice(span.start, span.end);
  const isCode = data.meaning === "a one-time code";
  const name = words.code.slice(data.start, data.end);
  const hasOwner = possessive.test(before.slice(-2) + name);
  const isTopic = isCode || clauseStart.test(before);
  const endsSentence = nothingAfter.test(after);
  const isAsked = isTopic || pronounEnding.test(verb) || (sendingVerb.test(verb) && (hasOwner || dataNoun.test(name)));
  if (isAsked && directly.test(between) && endsSentence) return true;
  const hasPronoun = pronounEnding.test(verb) || pronounInside.test(verb);
  const asksForIt = itAfter.test(after) || (pronounInside.test(verb) && !placeNear.test(after));
  if (isPhotographed(data) && photoBefore.test(between) && !between.includes(".") && asksForIt) return true;
  if (isCode && onlyAnd.test(between) && !placeNear.test(after)) {
    if (asksForIt || hasPronoun || (sendingVerb.test(verb) && hereAfter.test(after) && endsSentence)) return true;
  }
  if (!laterSentence.test(between)) return false;
  if (isCode && isQuestion(words.code.slice(phrase.start, phrase.end)) && endsSentence) return true;
  if (sendingVerb.test(verb) && endsSentence && (isCode || listedBefore.test(before))) return true;
  return (
    (isTopic || (hasOwner && !sharingVerb.test(verb))) && (asksForIt || (pronounEnding.test(verb) && endsSentence))
  );
}

// "Para reservar sua vaga: nome, turno, foto do RG"
const purposeList = compilePattern(
  "(^|[.,;]) for [other infinitive word] [word article possessive promo payout of in]{0,6} [:;] [^.:]{0,24}$",
);
const withPhoto = compilePattern("^data | , data$");
// "Where shall we pay it? (bank, account, name)"
const whereBefore = compilePattern("where any{0,3} [business toYou] any{0,5} [.,:]{1,2} [article possessive]{0,2}$");
const orPlace = compilePattern("^[, and article]{1,3} place");

/** Maximum number of words of a list before data. */
const maxListed = 40;

/** True if data ends a list of what an action needs or a question asks: "To save your seat: name, photo of your ID". */
export function isListed(words: ClassifiedText, { start, end, meaning }: DataMention): boolean {
  const before = words.code.slice(Math.max(0, start - maxListed), start);
  if (meaning === "a bank account") return whereBefore.test(before) && !orPlace.test(words.code.slice(end, end + 4));
  return withPhoto.test(words.code.slice(start, end + 2)) && purposeList.test(before);
}

function isPhotographed({ meaning }: DataMention): boolean {
  return meaning === "a personal ID number" || meaning === "the number of a payment card";
}
