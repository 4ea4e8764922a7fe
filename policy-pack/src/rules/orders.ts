import { formatReais, pixKeyTypes, urlOf, type PixKeyType } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { limitViolations, quote, type Message } from "../finding";
import { describeEmptyOption, describeUnsetOption } from "../message-terms";
import { parseHost } from "../text/links";
import { createAllowedDomains, describeForeignLink, domainShape, type AllowedDomains } from "./domains";
import { citeMessagingPolicy, citeOrganization } from "./reference";
import { NotApplicable, orderRule } from "./rule";

export const orderMaxTotal = orderRule({
  id: "whatsapp-order-max-total",
  description: "The total of an order does not exceed your organization's maximum.",
  doesNotDetect: {
    summary: "Several orders that exceed the maximum together, and amounts that are wrong but below the maximum.",
    reported: {},
    missed: { order: { items: [{ retailerId: "cake", name: "Bolo", amount: 450, quantity: 2 }] } },
    options: { maxCentavos: 999 },
  },
  severity: "high",
  reference: citeOrganization("Maximum total of an order"),
  fix: {
    en: "Check the amounts, which are in centavos (R$ 12,34 is 1234); raise `maxCentavos` or waive the rule if they are right.",
    pt: "Confira os valores, que são em centavos (R$ 12,34 é 1234); se estiverem certos, aumente `maxCentavos` ou crie uma dispensa da regra (`waivers`).",
    es: "Revisa los importes, que están en centavos (R$ 12,34 es 1234); si son correctos, aumenta `maxCentavos` o crea una exención de la regla (`waivers`).",
  },
  aspect: "totals",
  options: z.strictObject({
    maxCentavos: z
      .int()
      .min(1)
      .optional()
      .describe(
        "Maximum total of one order in centavos (R$ 500,00 is 50000), including shipping, tax and discount. Absent: the rule is off.",
      ),
  }),
  check: ({ maxCentavos }) => {
    if (maxCentavos === undefined) return () => new NotApplicable(describeUnsetOption("maxCentavos"));
    const max = BigInt(maxCentavos);
    return (totals) =>
      totals.flatMap(({ path, value }) =>
        value <= max ? [] : [{ path, message: describeExcess(formatReais(value), formatReais(max)) }],
      );
  },
});

function describeExcess(total: string, max: string): Message {
  return {
    en: `the total is ${total}; the maximum is ${max}`,
    pt: `o total é ${total}; o máximo é ${max}`,
    es: `el total es ${total}; el máximo es ${max}`,
  };
}

// A CPF is a person's tax number, and a phone number is usually personal. An e-mail address may belong to the business.
const businessKeyTypes: readonly PixKeyType[] = ["CNPJ", "EMAIL", "EVP"];

/** Messages do not quote the key: the kinds that are not allowed identify people. */
export const orderPixKeyKinds = orderRule({
  id: "whatsapp-order-pix-key-kinds",
  description: "Pix keys are of an allowed kind; by default, none that identifies a person.",
  doesNotDetect: {
    summary: "Keys whose stated kind is wrong, and business keys of another owner.",
    reported: {
      type: "digital-goods",
      paymentSettings: [
        {
          type: "pix_dynamic_code",
          pixDynamicCode: { code: "000201", merchantName: "Loja", key: "52998224725", keyType: "CPF" },
        },
      ],
    },
    missed: {
      type: "digital-goods",
      paymentSettings: [
        {
          type: "pix_dynamic_code",
          pixDynamicCode: { code: "000201", merchantName: "Loja", key: "52998224725", keyType: "EVP" },
        },
      ],
    },
  },
  severity: "medium",
  reference: citeMessagingPolicy("Do not share (...) personal ID card numbers, or other sensitive identifiers"),
  fix: {
    en: "Use the CNPJ of the business or a random key (EVP), or add the kind to the option `allowed`.",
    pt: "Use o CNPJ da empresa ou uma chave aleatória (EVP), ou acrescente o tipo à opção `allowed`.",
    es: "Usa el CNPJ de la empresa o una clave aleatoria (EVP), o añade el tipo a la opción `allowed`.",
  },
  aspect: "pixKeyKinds",
  options: z.strictObject({
    allowed: z
      .array(z.enum(pixKeyTypes))
      .min(1, "must name one kind at least")
      .default([...businessKeyTypes])
      .describe(
        "Allowed kinds of Pix keys: CPF, CNPJ, EMAIL, PHONE and EVP (a random key). The default leaves out CPF and PHONE, which identify people.",
      ),
  }),
  check: ({ allowed }) => {
    const kinds = new Set(allowed);
    const list = allowed.join(", ");
    const fix = {
      en: `Use a key of the kind ${list}.`,
      pt: `Use uma chave do tipo ${list}.`,
      es: `Usa una clave del tipo ${list}.`,
    };
    return (keys) =>
      limitViolations(
        keys.flatMap(({ path, value }) =>
          kinds.has(value)
            ? []
            : [
                {
                  path,
                  message: {
                    en: `a Pix key of the kind ${value} is not allowed`,
                    pt: `uma chave Pix do tipo ${value} não é permitida`,
                    es: `no se permite una clave Pix del tipo ${value}`,
                  },
                  fix,
                },
              ],
        ),
      );
  },
});

/** Characters that programs read differently: some treat a backslash as a slash, some drop whitespace. */
export const ambiguous = /[\\\s\p{Cc}]/u;

function listLinkProblems(uri: string, allowed: AllowedDomains): readonly Message[] {
  if (urlOf(uri) === undefined) {
    return [
      {
        en: `${quote(uri)} is not a valid URL`,
        pt: `${quote(uri)} não é uma URL válida`,
        es: `${quote(uri)} no es una URL válida`,
      },
    ];
  }
  const host = parseHost(uri);
  return [
    ...(/^https:\/\//i.test(uri)
      ? []
      : [
          {
            en: `${quote(uri)} is an unencrypted payment link`,
            pt: `${quote(uri)} é um link de pagamento sem criptografia`,
            es: `${quote(uri)} es un enlace de pago sin cifrar`,
          },
        ]),
    ...(ambiguous.test(uri)
      ? [
          {
            en: `${quote(uri)} contains a backslash or whitespace, which apps read differently`,
            pt: `${quote(uri)} contém uma barra invertida ou um espaço, que cada aplicativo lê de um jeito`,
            es: `${quote(uri)} contiene una barra invertida o un espacio, que cada aplicación lee a su manera`,
          },
        ]
      : []),
    ...(allowed.has(host) ? [] : [describeForeignLink(uri, host)]),
  ];
}

export const orderPaymentLinkDomains = orderRule({
  id: "whatsapp-order-payment-link-domains",
  description: "Payment links use https and lead to the allowed domains and their subdomains only.",
  doesNotDetect: {
    summary: "Redirects from an allowed domain to another, and wrong accounts on an allowed domain.",
    reported: { paymentSettings: [{ type: "payment_link", paymentLink: { uri: "https://outro.com.br/1" } }] },
    missed: {
      paymentSettings: [
        { type: "payment_link", paymentLink: { uri: "https://loja.com.br/ir?para=https://outro.com.br" } },
      ],
    },
    options: { domains: ["loja.com.br"] },
  },
  severity: "high",
  reference: citeOrganization("Customers pay on domains of the organization or of its payment service"),
  fix: {
    en: "Use a payment link with https:// on an allowed domain, or add the domain to the option `domains`.",
    pt: "Use um link de pagamento com https:// em um domínio permitido ou acrescente o domínio à opção `domains`.",
    es: "Usa un enlace de pago con https:// en un dominio permitido o añade el dominio a la opción `domains`.",
  },
  aspect: "paymentLinks",
  options: z.strictObject({
    domains: z
      .array(domainShape)
      .default([])
      .describe(
        "Domains that payment links may lead to, including their subdomains. The rule is off while the list is empty.",
      ),
  }),
  check: ({ domains }) => {
    if (domains.length === 0) return () => new NotApplicable(describeEmptyOption("domains"));
    const allowed = createAllowedDomains(domains);
    const fix = {
      en: `Use a link with https:// on an allowed domain (${allowed.summary.en}).`,
      pt: `Use um link com https:// em um domínio permitido (${allowed.summary.pt}).`,
      es: `Usa un enlace con https:// en un dominio permitido (${allowed.summary.es}).`,
    };
    return (links) =>
      limitViolations(
        links.flatMap(({ path, value }) => listLinkProblems(value, allowed).map((message) => ({ path, message, fix }))),
      );
  },
});
