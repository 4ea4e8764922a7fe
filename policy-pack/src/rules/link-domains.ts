import { z } from "zod";
import { organisationOn } from "./basis";
import { linkFindings } from "./link-findings";
import { domainShape, leadsElsewhere, ownDomains } from "./own-domains";
import { contentRule, NotApplicable } from "./rule";

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
    const own = ownDomains(domains);
    return (content) =>
      linkFindings(content, ({ scheme, host, shown }) =>
        scheme === "whatsapp:" || own.has(host)
          ? undefined
          : { says: leadsElsewhere(shown, host), fix: `Write a link on an allowed domain (${own.shown}).` },
      );
  },
});
