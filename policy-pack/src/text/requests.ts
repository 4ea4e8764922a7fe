import type { FieldKind } from "../content";
import { askPhrases, givePhrases, identifiers, type Identifier } from "../lexicons/sensitive";
import { getTextAfter, getTextBefore, isNegated } from "./context";
import type { NormalizedText } from "./normalize";
import { createPhraseFinder, listAllLanguages, type PhraseMatch } from "./phrases";

const findIdentifiers = createPhraseFinder<Identifier>(
  (Object.keys(identifiers) as Identifier[]).flatMap((name) =>
    listAllLanguages(identifiers[name]).map((phrase) => [phrase, name] as const),
  ),
);
const findAsks = createPhraseFinder(listAllLanguages(askPhrases).map((phrase) => [phrase, true] as const));
const findGives = createPhraseFinder(listAllLanguages(givePhrases).map((phrase) => [phrase, true] as const));

/** Maximum distance between the verb that asks and the identifier, which may end a list. */
const maxDistance = 90;
// Words that change the subject of the sentence: a condition, a purpose, another action, only a part of the number.
export const subjectChange =
  /\b(?:se|si|if|whether|para|pra|to|for|caso|quando|cuando|when|sobre|about|porque|because|nunca|never|jamais|jamas|nao|not|no|sem|sin|without|nem|ni|exceto|except|menos|mas|but|pero|ultimos|ultimas|last|final|quatro|cuatro|four|primeiros|first|categoria|category|validade|vencimento|expiry|expiration|caducidad|vigencia|tipo|type|bandeira|brand|loyalty|gift|membership|rewards|library|business|recupere|recuperar|redefina|redefinir|troque|trocar|altere|alterar|consulte|consultar|reset|recover|change|update|check|cambia|cambiar|recupera|restablece|restablecer|actualiza|actualizar|proteja|protege|protect|guarde|guarda|keep|bring|take|leve|leva|lleva|traga|trae|traiga|traigan|show|mostre|muestra|apresente|presenta|presente|have|tenha|tenga|open|abra|abre|create|crie|crea|set|will|get|receive|receba|recibe|ganhe|gana|use|usa|sign|assine|firma|download|baixe|descarga|apply|solicite|solicita|esqueceu|esqueci|olvidaste|olvide|forgot)\b/;
// The customer hands the data over elsewhere, or it is not secret.
export const givenElsewhere =
  /^(?: [a-z0-9~]+){0,2} (?:na maquininha|no app|no aplicativo|no site|na loja|no caixa|en la app|en la web|en el sitio|en la tienda|in the app|on our website|on the website|at the shop|in store|do wi fi|do wifi|del wifi|del wi fi|location|fidelidade|de fidelidade|presente|de regalo)\b/;
// "We will send you a code" does not ask for anything.
export const sentByBusiness =
  /\b(?:we|well|will|ill|shall|they|who|that|which|te|le|les|lhe|lhes|sistema|system|banco|bank|vamos|vou|iremos|pode|podemos)(?: [a-z0-9~]+)? $/;

function isRequested(text: NormalizedText, ask: PhraseMatch<true>, identifier: PhraseMatch<Identifier>): boolean {
  const between = text.plain.slice(ask.end, identifier.start);
  return (
    !between.includes(".") &&
    !subjectChange.test(between) &&
    !givenElsewhere.test(getTextAfter(text, identifier)) &&
    !sentByBusiness.test(getTextBefore(text, ask)) &&
    !isNegated(text, ask)
  );
}

// "Meu CPF é", "My card number is", "CPF:" at the end of the prefilled text. A normalized "e" may mean "and", so this reads the original.
export const possessiveBefore = /\b(?:meu|minha|mi|my)(?: [a-z0-9~]+)? $/;
export const valueAfter = /^ {0,3}(?:é|is|es|:|#)/iu;
function isHandedOver(text: NormalizedText, match: PhraseMatch<Identifier>): boolean {
  const { end } = text.originalSpan(match);
  return valueAfter.test(text.original.slice(end, end + 6)) && possessiveBefore.test(getTextBefore(text, match));
}

/** Pairs each identifier with the nearest verb before it that asks for it. */
export function findRequests(text: NormalizedText, kind: FieldKind): readonly PhraseMatch<Identifier>[] {
  const wanted = findIdentifiers(text);
  if (wanted.length === 0) return [];
  const requests = kind === "text" ? findAsks(text) : findGives(text);
  let next = 0;
  return wanted.flatMap((match) => {
    while ((requests[next]?.start ?? Infinity) < match.start) next++;
    const request = requests[next - 1];
    if (request !== undefined && match.start - request.end <= maxDistance && isRequested(text, request, match)) {
      return [{ ...match, start: request.start }];
    }
    return kind !== "text" && isHandedOver(text, match) ? [match] : [];
  });
}
