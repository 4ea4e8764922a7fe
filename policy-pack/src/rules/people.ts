import { z } from "zod";
import { allFields, listTextFields, type TextField } from "../content";
import { describeFirst, limitViolations, quote, type Message, type Violation } from "../finding";
import { automationPhrases, personPhrases } from "../lexicons/automation";
import { askPhrases, givePhrases, identifiers, type Identifier } from "../lexicons/sensitive";
import { identifierNames, sensitiveKinds } from "../message-terms";
import { isNegated, getTextAfter, getTextBefore } from "../text/context";
import { normalize, type NormalizedText } from "../text/normalize";
import type { PatternMatch } from "../text/pattern-matches";
import { findPersonalNumbers } from "../text/personal-numbers";
import { createPhraseFinder, listAllLanguages, type PhraseMatch } from "../text/phrases";
import { findSecrets } from "../text/secrets";
import { citeGoodPractice, citeMessagingPolicy } from "./reference";
import { contentRule, NotApplicable } from "./rule";

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
function findRequests(text: NormalizedText, kind: TextField["kind"]): readonly PhraseMatch<Identifier>[] {
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

function checkRequests({ kind, path, text: original }: TextField): readonly Violation[] {
  const text = normalize(original);
  return describeFirst(findRequests(text, kind), (match) => {
    const span = text.originalSpan(match);
    const piece = quote(original.slice(span.start, span.end));
    return { path, span, message: describeRequest(piece, match.meaning, kind) };
  });
}

function describeRequest(piece: string, identifier: Identifier, kind: TextField["kind"]): Message {
  const { pt, es } = identifierNames[identifier];
  return kind === "text"
    ? { en: `${piece} asks for ${identifier}`, pt: `${piece} pede ${pt}`, es: `${piece} pide ${es}` }
    : {
        en: `${piece} makes the customer send ${identifier}`,
        pt: `${piece} faz o cliente enviar ${pt}`,
        es: `${piece} hace que el cliente envíe ${es}`,
      };
}

export const noSensitiveRequests = contentRule({
  id: "whatsapp-no-sensitive-requests",
  description:
    "Texts do not ask customers to send card numbers, passwords, one-time codes, bank accounts or personal ID numbers.",
  severity: "critical",
  reference: citeMessagingPolicy(
    "Don't share or ask people to share full length individual payment card numbers, financial account numbers, personal ID card numbers, or other sensitive identifiers",
  ),
  fix: {
    en: "Remove the request; ask for at most the last four digits, or link to a secure page of your own.",
    pt: "Remova o pedido; peça no máximo os quatro últimos dígitos ou indique uma página segura da sua empresa.",
    es: "Quita la petición; pide como mucho los cuatro últimos dígitos o enlaza a una página segura de tu empresa.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) => listTextFields(content).flatMap(checkRequests),
});

/** Reports what was found by kind only: the message must not repeat it. */
function describeSensitive(path: string, matches: readonly PatternMatch[]): readonly Violation[] {
  return limitViolations(
    matches.map(({ kind, start, end }) => {
      const { pt, es } = sensitiveKinds[kind];
      const message = { en: `the text contains ${kind}`, pt: `o texto contém ${pt}`, es: `el texto contiene ${es}` };
      return { path, span: { start, end }, message };
    }),
  );
}

export const noSensitiveData = contentRule({
  id: "whatsapp-no-sensitive-data",
  description: "Texts contain no payment card, bank account or personal ID numbers.",
  severity: "critical",
  reference: citeMessagingPolicy(
    "Do not share full length individual payment card numbers, financial account numbers, personal ID card numbers, or other sensitive identifiers",
  ),
  fix: {
    en: "Remove it: everyone who opens the chat can read it.",
    pt: "Remova esse dado: qualquer pessoa que abrir a conversa pode lê-lo.",
    es: "Quita ese dato: cualquiera que abra el chat puede leerlo.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => async (content) => {
    const violations = await Promise.all(
      listTextFields(content, allFields).map(async ({ path, text }) =>
        describeSensitive(path, await findPersonalNumbers(text)),
      ),
    );
    return violations.flat();
  },
});

/** Includes Wi-Fi passwords: an ad shows them to people who never visited the business. */
export const noSecrets = contentRule({
  id: "whatsapp-no-secrets",
  description: "Texts contain no access tokens, private keys or passwords, including Wi-Fi passwords.",
  severity: "critical",
  reference: citeGoodPractice("Texts are public and stored in the program's state"),
  fix: {
    en: "Remove the secret and replace it at its source: the program and its state contain it too.",
    pt: "Remova o segredo e troque-o na origem: o programa e o estado dele também o contêm.",
    es: "Quita el secreto y cámbialo en su origen: el programa y su estado también lo contienen.",
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) =>
    listTextFields(content, allFields).flatMap(({ path, text }) => describeSensitive(path, findSecrets(text))),
});

// One finder for both: "agente virtual" is longer than "agente", so it does not count as a person.
const findVoices = createPhraseFinder<"machine" | "person">([
  ...listAllLanguages(personPhrases).map((phrase) => [phrase, "person"] as const),
  ...listAllLanguages(automationPhrases).map((phrase) => [phrase, "machine"] as const),
]);

function readVoices(field: TextField) {
  const text = normalize(field.text);
  const matches = findVoices(text);
  const findVoice = (meaning: "machine" | "person") =>
    matches.find((match) => match.meaning === meaning && !isNegated(text, match));
  const machine = findVoice("machine");
  return { ...field, machineSpan: machine && text.originalSpan(machine), hasPerson: findVoice("person") !== undefined };
}

export const pathToPerson = contentRule({
  id: "whatsapp-path-to-person",
  description: "If a message says that a bot answers, it also says how to reach a person.",
  severity: "low",
  reference: citeMessagingPolicy("Automated replies need prompt, clear and direct escalation paths to a person"),
  fix: {
    en: 'Say how to reach a person, or add an ice breaker such as "Talk to a person".',
    pt: 'Diga como falar com uma pessoa ou acrescente um quebra-gelo como "Falar com uma pessoa".',
    es: 'Di cómo hablar con una persona o añade un rompehielos como "Hablar con una persona".',
  },
  languages: ["pt", "es", "en"],
  options: z.strictObject({}),
  check: () => (content) => {
    const fields = listTextFields(content, ["text", "iceBreakers"]).map(readVoices);
    const greeting = fields.find(({ kind }) => kind === "text");
    if (greeting?.machineSpan === undefined) {
      return new NotApplicable({
        en: "the greeting does not say that a bot answers",
        pt: "a saudação não diz que um robô responde",
        es: "el saludo no dice que responde un bot",
      });
    }
    if (fields.some(({ hasPerson }) => hasPerson)) return [];
    if (content.iceBreakers.includes(undefined)) {
      return new NotApplicable({
        en: "some ice breakers are not known yet",
        pt: "alguns quebra-gelos ainda não são conhecidos",
        es: "algunos rompehielos todavía no se conocen",
      });
    }
    const { text, machineSpan: span } = greeting;
    const piece = quote(text.slice(span.start, span.end));
    const message = {
      en: `${piece} says that a bot answers, but the message does not say how to reach a person`,
      pt: `${piece} diz que um robô responde, mas a mensagem não diz como falar com uma pessoa`,
      es: `${piece} dice que responde un bot, pero el mensaje no dice cómo hablar con una persona`,
    };
    return [{ path: "text", span, message }];
  },
});
