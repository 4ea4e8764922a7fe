import { isIP } from "node:net";
import { z } from "zod";
import { listTextFields, type Content } from "../content";
import { limitViolations, quote, type Message, type Violation } from "../finding";
import { shorteners } from "../lexicons/shorteners";
import { describeEmptyOption } from "../message-terms";
import { findLinks, type Link } from "../text/links";
import { createAllowedDomains, describeForeignLink, domainShape, isUnder } from "./domains";
import { citeGoodPractice, citeOrganization, citeTemplateGuidelines } from "./reference";
import { contentRule, NotApplicable } from "./rule";

/** Reports each link that customers see and that `describe` has a message for. */
function checkLinks(content: Content, describe: (link: Link) => Message | undefined): readonly Violation[] {
  return listTextFields(content).flatMap(({ path, text }) =>
    limitViolations(
      findLinks(text).flatMap((link) => {
        const message = describe(link);
        return message === undefined ? [] : [{ path, span: { start: link.start, end: link.end }, message }];
      }),
    ),
  );
}

/** True for Google Maps and Google Forms, which still use the old domain of Google's shortener. */
function isGoogleService(host: string, path: string): boolean {
  return host === "maps.app.goo.gl" || (host === "goo.gl" && /^\/(?:maps|forms)\//.test(path));
}

export const noLinkShorteners = contentRule({
  id: "whatsapp-no-link-shorteners",
  description: "Texts contain no shortened links.",
  doesNotDetect: {
    summary:
      "Shorteners that are not in its list, redirects on other domains, and links in pictures or behind words. It does not open links.",
    reported: "Veja bit.ly/x",
    missed: "Veja https://exemplo.com.br/ir?para=https://golpe.example",
  },
  severity: "high",
  reference: citeTemplateGuidelines("Do not use shortened links; the domain of a link should belong to your business"),
  fix: {
    en: "Use the full link, on a domain of your business.",
    pt: "Use o link completo, em um domínio da sua empresa.",
    es: "Usa el enlace completo, en un dominio de tu empresa.",
  },
  options: z.strictObject({
    also: z
      .array(z.hostname("must be a domain such as bit.ly, without https:// and path"))
      .default([])
      .describe("More domains of link shorteners, e.g. the one of your campaign tool."),
  }),
  check: ({ also }) => {
    const known = new Set([...shorteners, ...also.map((domain) => domain.toLowerCase())]);
    return (content) =>
      checkLinks(content, ({ host, path, shown }) =>
        isUnder(host, known) && !isGoogleService(host, path)
          ? {
              en: `${quote(shown)} is a shortened link, which hides its destination`,
              pt: `${quote(shown)} é um link encurtado, que esconde o destino`,
              es: `${quote(shown)} es un enlace acortado, que oculta su destino`,
            }
          : undefined,
      );
  },
});

export const httpsLinks = contentRule({
  id: "whatsapp-https-links",
  description: "Links use https.",
  doesNotDetect: {
    summary:
      "Links without a scheme, which apps may open with http. It does not open links, so it cannot tell whether the site redirects to https.",
    reported: "http://exemplo.com.br",
    missed: "exemplo.com.br/http",
  },
  severity: "medium",
  reference: citeGoodPractice("Others can read and change what people enter on an http page"),
  fix: {
    en: "Write the link with https:// and check that the page opens.",
    pt: "Escreva o link com https:// e confira se a página abre.",
    es: "Escribe el enlace con https:// y comprueba que la página se abre.",
  },
  options: z.strictObject({}),
  check: () => (content) =>
    checkLinks(content, ({ scheme, shown }) =>
      scheme === "http:"
        ? {
            en: `${quote(shown)} is an unencrypted link`,
            pt: `${quote(shown)} é um link sem criptografia`,
            es: `${quote(shown)} es un enlace sin cifrar`,
          }
        : undefined,
    ),
});

/** Numbers without a scheme, such as opening hours and versions, are not links: phones do not open them. */
export const noIpLinks = contentRule({
  id: "whatsapp-no-ip-links",
  description: "Links use a domain name, not an IP address.",
  doesNotDetect: {
    summary:
      "Domain names that lead to an IP address, and addresses without a scheme or path, which may be numbers of versions.",
    reported: "http://192.168.0.1/x",
    missed: "Veja 192.168.0.1",
  },
  severity: "high",
  reference: citeGoodPractice("People cannot see who owns an IP address, and suspect fraud"),
  fix: {
    en: "Replace the IP address with a domain of your business.",
    pt: "Troque o endereço IP por um domínio da sua empresa.",
    es: "Cambia la dirección IP por un dominio de tu empresa.",
  },
  options: z.strictObject({}),
  check: () => (content) =>
    checkLinks(content, ({ host, shown }) =>
      isIP(host.replace(/^\[|\]$/g, "")) > 0
        ? {
            en: `${quote(shown)} is a link to an IP address`,
            pt: `${quote(shown)} é um link para um endereço IP`,
            es: `${quote(shown)} es un enlace a una dirección IP`,
          }
        : undefined,
    ),
});

const chatHosts = new Set(["wa.me", "api.whatsapp.com", "chat.whatsapp.com", "web.whatsapp.com", "wa.link"]);

/** True for links to a catalog or a product, which open in the current chat. */
function opensCatalog(host: string, path: string): boolean {
  return host === "wa.me" && /^\/[cp]\//.test(path);
}

export const noChatLinks = contentRule({
  id: "whatsapp-no-chat-links",
  description: "Links do not open a WhatsApp chat: the customer is already in one.",
  doesNotDetect: {
    summary: "Links to chats behind a redirect or a shortener, and links to chats of other apps.",
    reported: "wa.me/5511987654321",
    missed: "t.me/loja",
  },
  severity: "low",
  reference: citeGoodPractice("A link to another chat loses the ad that the customer came from"),
  fix: {
    en: "Remove the link, or ask customers to reply in this chat.",
    pt: "Remova o link ou peça ao cliente que responda nesta conversa.",
    es: "Quita el enlace o pide a los clientes que respondan en este chat.",
  },
  options: z.strictObject({}),
  check: () => (content) =>
    checkLinks(content, ({ scheme, host, path, shown }) =>
      scheme === "whatsapp:" || (isUnder(host, chatHosts) && !opensCatalog(host, path))
        ? {
            en: `${quote(shown)} opens a WhatsApp chat, but the customer is already in one`,
            pt: `${quote(shown)} abre uma conversa do WhatsApp, mas o cliente já está em uma`,
            es: `${quote(shown)} abre un chat de WhatsApp, pero el cliente ya está en uno`,
          }
        : undefined,
    ),
});

/** Counts each text separately: the customer sends the autofill message and ice breakers, apart from the greeting. */
export const maxLinks = contentRule({
  id: "whatsapp-max-links",
  description: "Each text contains at most one link, or the number that you set.",
  doesNotDetect: {
    summary: "Links in pictures, and the total of all texts together: the rule counts each text separately.",
    reported: "https://a.com.br e https://b.com.br",
    missed: { text: "https://a.com.br", iceBreakers: ["https://b.com.br"] },
  },
  severity: "low",
  reference: citeGoodPractice("With several links, people postpone the choice"),
  fix: {
    en: "Keep the most important link and remove the others.",
    pt: "Mantenha o link mais importante e remova os outros.",
    es: "Deja el enlace más importante y quita los demás.",
  },
  options: z.strictObject({
    max: z.int().min(0).default(1).describe("Maximum number of links in one text. 0 allows none."),
  }),
  check:
    ({ max }) =>
    (content) =>
      listTextFields(content).flatMap(({ path, text }) => {
        const links = findLinks(text);
        const [excess] = links.slice(max);
        if (excess === undefined) return [];
        const isOne = links.length === 1;
        const message = {
          en: `${links.length} ${isOne ? "link" : "links"} in one text; the maximum is ${max}`,
          pt: `${links.length} ${isOne ? "link" : "links"} em um texto; o máximo é ${max}`,
          es: `${links.length} ${isOne ? "enlace" : "enlaces"} en un texto; el máximo es ${max}`,
        };
        const violation = { path, span: { start: excess.start, end: excess.end }, message };
        return [
          max === 0
            ? { ...violation, fix: { en: "Remove the links.", pt: "Remova os links.", es: "Quita los enlaces." } }
            : violation,
        ];
      }),
});

export const linkDomains = contentRule({
  id: "whatsapp-link-domains",
  description: "Links lead to the allowed domains and their subdomains only.",
  doesNotDetect: {
    summary: "Redirects from an allowed domain to another, since the rule does not open links.",
    reported: "https://outro.com.br",
    missed: "https://loja.com.br/ir?para=https://outro.com.br",
    options: { domains: ["loja.com.br"] },
  },
  severity: "high",
  reference: citeOrganization(
    "Links lead to domains of the organization; Meta asks for domains that belong to the business",
  ),
  fix: {
    en: "Use a link on an allowed domain, or add the domain to the option `domains`.",
    pt: "Use um link de um domínio permitido ou acrescente o domínio à opção `domains`.",
    es: "Usa un enlace de un dominio permitido o añade el dominio a la opción `domains`.",
  },
  options: z.strictObject({
    domains: z
      .array(domainShape)
      .default([])
      .describe("Domains that links may lead to, including their subdomains. The rule is off while the list is empty."),
  }),
  check: ({ domains }) => {
    if (domains.length === 0) return () => new NotApplicable(describeEmptyOption("domains"));
    const allowed = createAllowedDomains(domains);
    const fix = {
      en: `Use a link on an allowed domain (${allowed.summary.en}).`,
      pt: `Use um link de um domínio permitido (${allowed.summary.pt}).`,
      es: `Usa un enlace de un dominio permitido (${allowed.summary.es}).`,
    };
    return (content) =>
      checkLinks(content, ({ scheme, host, shown }) =>
        scheme === "whatsapp:" || allowed.has(host) ? undefined : describeForeignLink(shown, host),
      ).map((violation) => ({ ...violation, fix }));
  },
});
