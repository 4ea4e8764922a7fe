import { urlOf } from "pulumi-whatsapp/schema";
import { z } from "zod";
import { bounded, quoted } from "../finding";
import { hostOf } from "../text/links";
import { organisationOn } from "./basis";
import { domainShape, leadsElsewhere, ownDomains, type OwnDomains } from "./own-domains";
import { NotApplicable, orderRule } from "./rule";

export const orderPaymentLinkDomains = orderRule({
  id: "whatsapp-order-payment-link-domains",
  description: "Payment links of orders lead over https to the configured domains and what lies below them.",
  severity: "high",
  basis: organisationOn("People pay on domains of the organisation, or of the payment service that it has chosen"),
  steps:
    "Use a payment link with https:// on one of the configured domains, or add its domain to the option `domains`.",
  looksAt: "paymentLinks",
  options: z.strictObject({
    domains: z
      .array(domainShape)
      .default([])
      .describe(
        "Domains that payment links may lead to, with all that lies below them. Nothing is checked while there are none.",
      ),
  }),
  check: ({ domains }) => {
    if (domains.length === 0) return () => new NotApplicable("no domains are configured");
    const own = ownDomains(domains);
    const fix = `Use a link with https:// on an allowed domain (${own.shown}).`;
    return (links) =>
      bounded(links.flatMap(({ path, value }) => problemsOf(value, own).map((says) => ({ path, says, fix }))));
  },
});

/** What programs read differently: some take a backslash for a slash, some leave blanks out. */
export const ambiguous = /[\\\s\p{Cc}]/u;

function problemsOf(uri: string, own: OwnDomains): readonly string[] {
  if (urlOf(uri) === undefined) return [`${quoted(uri)} is no address`];
  const host = hostOf(uri);
  return [
    ...(/^https:\/\//i.test(uri) ? [] : [`${quoted(uri)} is a payment link without encryption`]),
    ...(ambiguous.test(uri) ? [`${quoted(uri)} holds a backslash or a blank, which apps read differently`] : []),
    ...(own.has(host) ? [] : [leadsElsewhere(uri, host)]),
  ];
}
