import { domainToASCII } from "node:url";
import { parse } from "tldts";
import { z } from "zod";
import { quoted } from "../finding";
import { organisationOn } from "./basis";
import { isUnder, linkFindings } from "./link-findings";
import { contentRule, NotApplicable } from "./rule";

const asHost = (domain: string): string => domainToASCII(domain.toLowerCase());

const domainShape = z
  .string()
  .refine((given) => parse(asHost(given)).domain !== null && parse(given).hostname === given.toLowerCase(), {
    error: "must be a domain of your own such as exemplo.com.br, without https:// and path, and not a public suffix",
  });

export const linkDomains = contentRule({
  id: "whatsapp-link-domains",
  description: "Links lead to the configured domains and what lies below them, and nowhere else.",
  severity: "high",
  basis: organisationOn("Links lead to domains of the organisation; Meta asks for domains that belong to the business"),
  steps: "Write a link on one of the configured domains, or add the domain to the option `domains`.",
  options: z.strictObject({
    domains: z
      .array(domainShape)
      .default([])
      .describe(
        "Domains that links may lead to, with all that lies below them. Nothing is checked while there are none.",
      ),
  }),
  check: ({ domains }) => {
    if (domains.length === 0) return () => new NotApplicable("no domains are configured");
    const allowed = new Set(domains.map(asHost));
    const shownDomains = domains.slice(0, 3).join(", ") + (domains.length > 3 ? " and others" : "");
    return (content) =>
      linkFindings(content, ({ scheme, host, shown }) =>
        scheme === "whatsapp:" || isUnder(host, allowed)
          ? undefined
          : {
              says: `${quoted(shown)} leads to ${quoted(parse(host).domain ?? host)}, which is not one of the allowed domains`,
              fix: `Write a link on an allowed domain (${shownDomains}).`,
            },
      );
  },
});
