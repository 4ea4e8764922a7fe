import { formatReais, pixKeyTypes, urlOf, type PixKeyType } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { limitViolations, quote, type Violation } from "../finding";
import type { KnownFact } from "../order";
import { parseHost } from "../text/links";
import { createAllowedDomains, describeForeignLink, domainShape, type AllowedDomains } from "./domains";
import { citeMessagingPolicy, citeOrganization } from "./reference";
import { NotApplicable, orderRule } from "./rule";

export const orderMaxTotal = orderRule({
  id: "whatsapp-order-max-total",
  description: "The total of an order does not exceed your organization's maximum.",
  severity: "high",
  reference: citeOrganization("Maximum total of an order"),
  remediationSteps:
    "Check the amounts, which are in centavos (R$ 12,34 is 1234); raise `maxCentavos` or waive the rule if they are right.",
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
    if (maxCentavos === undefined) return () => new NotApplicable("the option maxCentavos is not set");
    const max = BigInt(maxCentavos);
    return (totals) =>
      totals.flatMap(({ path, value }) =>
        value <= max
          ? []
          : [{ path, message: `the total is ${formatReais(value)}; the maximum is ${formatReais(max)}` }],
      );
  },
});

// A CPF is a person's tax number, and a phone number is usually personal. An e-mail address may belong to the business.
const businessKeyTypes: readonly PixKeyType[] = ["CNPJ", "EMAIL", "EVP"];

/** Messages do not quote the key: the kinds that are not allowed identify people. */
export const orderPixKeyKinds = orderRule({
  id: "whatsapp-order-pix-key-kinds",
  description: "Pix keys are of an allowed kind; by default, none that identifies a person.",
  severity: "medium",
  reference: citeMessagingPolicy("Do not share (...) personal ID card numbers, or other sensitive identifiers"),
  remediationSteps: "Use the CNPJ of the business or a random key (EVP), or add the kind to the option `allowed`.",
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
    const fix = `Use a key of the kind ${allowed.join(", ")}.`;
    return (keys) =>
      limitViolations(
        keys.flatMap(({ path, value }) =>
          kinds.has(value) ? [] : [{ path, message: `a Pix key of the kind ${value} is not allowed`, fix }],
        ),
      );
  },
});

/** Characters that programs read differently: some treat a backslash as a slash, some drop whitespace. */
export const ambiguous = /[\\\s\p{Cc}]/u;

function listLinkProblems(uri: string, allowed: AllowedDomains): readonly string[] {
  if (urlOf(uri) === undefined) return [`${quote(uri)} is not a valid URL`];
  const host = parseHost(uri);
  return [
    ...(/^https:\/\//i.test(uri) ? [] : [`${quote(uri)} is an unencrypted payment link`]),
    ...(ambiguous.test(uri) ? [`${quote(uri)} contains a backslash or whitespace, which apps read differently`] : []),
    ...(allowed.has(host) ? [] : [describeForeignLink(uri, host)]),
  ];
}

export const orderPaymentLinkDomains = orderRule({
  id: "whatsapp-order-payment-link-domains",
  description: "Payment links use https and lead to the allowed domains and their subdomains only.",
  severity: "high",
  reference: citeOrganization("Customers pay on domains of the organization or of its payment service"),
  remediationSteps: "Use a payment link with https:// on an allowed domain, or add the domain to the option `domains`.",
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
    if (domains.length === 0) return () => new NotApplicable("the option domains is empty");
    const allowed = createAllowedDomains(domains);
    const fix = `Use a link with https:// on an allowed domain (${allowed.summary}).`;
    return (links) =>
      limitViolations(
        links.flatMap(({ path, value }) => listLinkProblems(value, allowed).map((message) => ({ path, message, fix }))),
      );
  },
});

const hours = z.number().positive().max(100_000).optional();
const msPerHour = 3_600_000;

const expiryOptions = z
  .strictObject({
    required: z.boolean().default(false).describe("True if each order must have an expiration; default false."),
    minHours: hours.describe("Minimum hours from now to the expiration, more than 0. Absent: Meta's minimum applies."),
    maxHours: hours.describe("Maximum hours from now to the expiration, more than 0. Absent: no maximum."),
  })
  .refine(({ minHours = 0, maxHours = Infinity }) => minHours <= maxHours, {
    path: ["maxHours"],
    error: "must not be less than minHours",
  });

export const orderExpiry = orderRule({
  id: "whatsapp-order-expiry",
  description: "Orders expire neither too soon nor too late.",
  severity: "medium",
  reference: citeOrganization("Time that customers have to pay"),
  remediationSteps: "Set `order.expiration` so that customers have time to pay while stock and prices are still valid.",
  notes:
    "The rule skips orders that have expired or are no longer pending. Policies cannot see differences, so `minHours` also reports an order that was sent before and expires soon: waive it, or disable the rule in runs that send nothing.",
  aspect: "expiries",
  options: expiryOptions,
  check: (limits, { now }) => {
    const { required, minHours, maxHours } = limits;
    if (!required && minHours === undefined && maxHours === undefined) {
      return () => new NotApplicable("no limit of the expiration is set");
    }
    return (expiries) => expiries.flatMap((expiry) => checkExpiry(expiry, limits, now().getTime()));
  },
});

function checkExpiry(
  { path, value: { atMs, mayHaveBeenSent } }: KnownFact<"expiries">,
  { required, minHours = 0, maxHours = Infinity }: z.output<typeof expiryOptions>,
  nowMs: number,
): readonly Violation[] {
  if (atMs === undefined) {
    return required
      ? [{ path, message: "the order never expires", fix: "Set an expiration with timestamp and description." }]
      : [];
  }
  const aheadMs = atMs - nowMs;
  // The provider refuses to send an expired order, so this one was sent before.
  if (mayHaveBeenSent && aheadMs <= 0) return [];
  const when = `the order expires at ${new Date(atMs).toISOString()}, ${formatDistance(aheadMs)}`;
  if (aheadMs < minHours * msPerHour) {
    return [{ path, message: `${when}; the minimum is ${minHours} h`, fix: "Give customers more time to pay." }];
  }
  if (aheadMs > maxHours * msPerHour) {
    return [{ path, message: `${when}; the maximum is ${maxHours} h`, fix: "Use an earlier expiration." }];
  }
  return [];
}

/** Formats a time difference, e.g. `23 h 59 min from now`, rounded down. */
function formatDistance(aheadMs: number): string {
  const minutes = Math.floor(Math.abs(aheadMs) / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min ${aheadMs < 0 ? "ago" : "from now"}`;
}
