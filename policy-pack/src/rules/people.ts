import { z } from "zod";
import { allFields, listTextFields, type TextField } from "../content";
import { limitViolations, quote, type Violation } from "../finding";
import { automationPhrases, personPhrases } from "../lexicons/automation";
import { sensitiveKinds } from "../message-terms";
import { isNegated } from "../text/context";
import { normalize } from "../text/normalize";
import type { PatternMatch } from "../text/pattern-matches";
import { findPersonalNumbers } from "../text/personal-numbers";
import { createPhraseFinder, listAllLanguages } from "../text/phrases";
import { findSecrets } from "../text/secrets";
import { citeGoodPractice, citeMessagingPolicy } from "./reference";
import { contentRule, NotApplicable } from "./rule";

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
  doesNotDetect: {
    summary:
      "Numbers that it cannot verify: national documents of other countries, bank accounts without an IBAN, and numbers written out in words. It also reports a number that only looks valid by chance, such as a product number with the check digits of a CPF.",
    reported: "CPF 529.982.247-25",
    missed: "Conta corrente 12345-6, agência 0001",
  },
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
  doesNotDetect: {
    summary:
      "Secrets of services without a known format, passwords that no word announces, and passwords in other languages. It does not ask a service whether a secret still works, so it also reports revoked ones.",
    reported: "Wi-Fi: Loja, senha: sol2026",
    missed: "Rede Loja: sol2026",
  },
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
  doesNotDetect: {
    summary:
      "Bots that do not say that they are bots, and promises that no one keeps: the rule reads words, not conversations. Portuguese, Spanish and English only.",
    reported: "Sou o assistente virtual da loja.",
    missed: "Sou a Lia, da loja. Respondo em segundos, dia e noite.",
  },
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
