import type { Span } from "../finding";
import type { NormalizedText } from "./normalize";

// Six long words. The limit bounds the work for each match.
const maxContextLength = 60;

/** Returns the text before a match, within its sentence. */
export function getTextBefore({ plain }: NormalizedText, { start }: Span): string {
  const piece = plain.slice(Math.max(0, start - maxContextLength), start);
  return piece.slice(piece.lastIndexOf(".") + 1);
}

/** Returns the text after a match, within its sentence. */
export function getTextAfter({ plain }: NormalizedText, { end }: Span): string {
  const piece = plain.slice(end, end + maxContextLength);
  const close = piece.indexOf(".");
  return close < 0 ? piece : piece.slice(0, close);
}

// A pause ends the scope of a short "no". "Never" reaches further: "Nunca, em hipótese alguma, envie".
export const neverWords = /\b(?:nunca|never|jamais|jamas)\b/;
export const negation =
  /\b(?:no one|nobody|ninguem|nadie|no need|not need|dont|do not|does not|doesnt|didnt|wont|will not|wouldnt|cannot|cant|must not|should not|without|sem|sin|nem|ni|nao|not|evite|evita|avoid|livre de|libre de|free of|nada de|no es necesario|no hace falta|no necesitas|no debes|no tienes que|desconfie|desconfia|beware)(?: [a-z0-9~]{1,20}){0,3} $/;
export const directNegation = /\b(?:no|non|zero|cero)(?: (?:me|nos|le|les|lo|la)){0,2} $/;

/** True if the words before a match negate it. */
export function isNegated(text: NormalizedText, match: Span): boolean {
  const preceding = getTextBefore(text, match);
  return neverWords.test(preceding) || negation.test(preceding) || directNegation.test(preceding);
}

export const titleBefore =
  /\b(?:rua|r|av|avenida|alameda|travessa|praca|praia d[aeo]|bairro|vila|calle|plaza|paseo|colonia|barrio|carrera|camino|street|sr|sra|srta|dr|dra|don|dona|mr|mrs|ms|professora?)(?: d[aeo]s?)?[ .]$/;
export const streetAfter = /^ (?:street|st|avenue|ave|road|rd|lane|square|drive|boulevard)\b/;

/** True if a match is part of the name of a person or a street. Reads beyond the sentence, because "Sr." ends with a full stop. */
export function isPartOfName(text: NormalizedText, match: Span): boolean {
  return (
    titleBefore.test(text.plain.slice(Math.max(0, match.start - 20), match.start)) ||
    streetAfter.test(getTextAfter(text, match))
  );
}
