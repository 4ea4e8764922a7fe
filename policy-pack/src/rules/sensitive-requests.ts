import { z } from "zod";
import { listTextFields, type TextField } from "../content";
import { describeFirst, quote, type Message, type Violation } from "../finding";
import type { Identifier } from "../lexicons/sensitive";
import { identifierNames } from "../message-terms";
import { findRequests } from "../requests/requests";
import { citeMessagingPolicy } from "./reference";
import { contentRule } from "./rule";

function checkRequests({ kind, path, text }: TextField): readonly Violation[] {
  return describeFirst(findRequests(text, kind), ({ start, end, meaning }) => ({
    path,
    span: { start, end },
    message: describeRequest(quote(text.slice(start, end)), meaning, kind),
  }));
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
  doesNotDetect: {
    summary:
      "Requests in other languages, and requests that name the data in unlisted words or not at all: the rule needs a listed word for the data near a word that asks. It reads no images. It also reports an honest request, for example of a clinic that needs a document.",
    reported: "Envie o número do seu cartão e o CVV.",
    missed: "Das Passwort Ihrer Bank, bitte.",
  },
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
