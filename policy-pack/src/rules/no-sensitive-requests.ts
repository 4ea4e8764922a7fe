import { z } from "zod";
import { placesOf, type Place } from "../content";
import { firstTold, quoted, type Finding } from "../finding";
import { asks, gives, identifiers, type Identifier } from "../lexicons/sensitive";
import { after, before, isDenied } from "../text/context";
import { folded, type Folded } from "../text/folded";
import { finder, ofAllLanguages, type Hit } from "../text/phrases";
import { messagingPolicyOn } from "./basis";
import { contentRule } from "./rule";

const identifiersIn = finder<Identifier>(
  (Object.keys(identifiers) as Identifier[]).flatMap((name) =>
    ofAllLanguages(identifiers[name]).map((phrase) => [phrase, name] as const),
  ),
);
const asksIn = finder(ofAllLanguages(asks).map((phrase) => [phrase, true] as const));
const givesIn = finder(ofAllLanguages(gives).map((phrase) => [phrase, true] as const));

/** Signs between the word that asks and what it asks for, a list of other things with it. */
const farthest = 90;
// Words after which the sentence is about something else than handing it over: a condition, a purpose, another deed, a part of it only.
export const barrier =
  /\b(?:se|si|if|whether|para|pra|to|for|caso|quando|cuando|when|sobre|about|porque|because|nunca|never|jamais|jamas|nao|not|no|sem|sin|without|nem|ni|exceto|except|menos|mas|but|pero|ultimos|ultimas|last|final|quatro|cuatro|four|primeiros|first|categoria|category|validade|vencimento|expiry|expiration|caducidad|vigencia|tipo|type|bandeira|brand|loyalty|gift|membership|rewards|library|business|recupere|recuperar|redefina|redefinir|troque|trocar|altere|alterar|consulte|consultar|reset|recover|change|update|check|cambia|cambiar|recupera|restablece|restablecer|actualiza|actualizar|proteja|protege|protect|guarde|guarda|keep|bring|take|leve|leva|lleva|traga|trae|traiga|traigan|show|mostre|muestra|apresente|presenta|presente|have|tenha|tenga|open|abra|abre|create|crie|crea|set|will|get|receive|receba|recibe|ganhe|gana|use|usa|sign|assine|firma|download|baixe|descarga|apply|solicite|solicita|esqueceu|esqueci|olvidaste|olvide|forgot)\b/;
// Sent elsewhere than here, or no secret after all.
export const elsewhere =
  /^(?: [a-z0-9~]+){0,2} (?:na maquininha|no app|no aplicativo|no site|na loja|no caixa|en la app|en la web|en el sitio|en la tienda|in the app|on our website|on the website|at the shop|in store|do wi fi|do wifi|del wifi|del wi fi|location|fidelidade|de fidelidade|presente|de regalo)\b/;
// "We will send you a code": nothing is asked for.
export const ofOurs =
  /\b(?:we|well|will|ill|shall|they|who|that|which|te|le|les|lhe|lhes|sistema|system|banco|bank|vamos|vou|iremos|pode|podemos)(?: [a-z0-9~]+)? $/;

function isAskedFor(text: Folded, ask: Hit<true>, wanted: Hit<Identifier>): boolean {
  const between = text.plain.slice(ask.end, wanted.start);
  return (
    !between.includes(".") &&
    !barrier.test(between) &&
    !elsewhere.test(after(text, wanted)) &&
    !ofOurs.test(before(text, ask)) &&
    !isDenied(text, ask)
  );
}

/** Each thing asked for with the nearest word before it that asks. */
function requestsIn(text: Folded, part: Place["part"]): readonly { start: number; end: number; means: Identifier }[] {
  const wanted = identifiersIn(text);
  if (wanted.length === 0) return [];
  const asking = part === "text" ? asksIn(text) : givesIn(text);
  let next = 0;
  return wanted.flatMap((hit) => {
    while ((asking[next]?.start ?? Infinity) < hit.start) next++;
    const ask = asking[next - 1];
    return ask !== undefined && hit.start - ask.end <= farthest && isAskedFor(text, ask, hit)
      ? [{ start: ask.start, end: hit.end, means: hit.means }]
      : part !== "text" && isHandedOver(text, hit)
        ? [hit]
        : [];
  });
}

// "Meu CPF é", "My card number is", "CPF:" at the end of what is prefilled. The folded "e" may be "and", so the text itself is asked.
export const mine = /\b(?:meu|minha|mi|my)(?: [a-z0-9~]+)? $/;
export const handing = /^ {0,3}(?:é|is|es|:|#)/iu;
function isHandedOver(text: Folded, hit: Hit<Identifier>): boolean {
  return (
    handing.test(text.original.slice(text.spanOf(hit).end, text.spanOf(hit).end + 6)) && mine.test(before(text, hit))
  );
}

const fix = "Leave it out: at most the last four digits may be asked for, anything more belongs on a page of your own.";

function findingsIn({ part, path, text: original }: Place): readonly Finding[] {
  const text = folded(original);
  return firstTold(requestsIn(text, part), (hit) => {
    const span = text.spanOf(hit);
    const verb = part === "text" ? "asks for" : "makes people send";
    return { path, span, says: `${quoted(original.slice(span.start, span.end))} ${verb} ${hit.means}`, fix };
  });
}

export const noSensitiveRequests = contentRule({
  id: "whatsapp-no-sensitive-requests",
  description:
    "No text asks people to send card numbers, passwords, one-time codes, bank accounts or personal ID numbers.",
  severity: "critical",
  basis: messagingPolicyOn(
    "Don't share or ask people to share full length individual payment card numbers, financial account numbers, personal ID card numbers, or other sensitive identifiers",
  ),
  steps:
    "Take the request out of the message. Ask for the last four digits, or lead people to a page of your own that is made for it.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) => placesOf(content).flatMap(findingsIn),
});
