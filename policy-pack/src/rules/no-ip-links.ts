import { isIP } from "node:net";
import { z } from "zod";
import { quoted } from "../finding";
import { craftOn } from "./basis";
import { linkFindings } from "./link-findings";
import { contentRule } from "./rule";

/** Numbers alone, as in opening hours and versions, are no links: without a scheme no phone opens them. */
export const noIpLinks = contentRule({
  id: "whatsapp-no-ip-links",
  description: "No link leads to a bare IP address.",
  severity: "high",
  basis: craftOn("Nobody can see whose an IP address is; links to one are taken for fraud"),
  steps: "Write the link with the domain of your business instead of the address.",
  options: z.strictObject({}),
  check: () => (content) =>
    linkFindings(content, ({ host, shown }) =>
      isIP(host.replace(/^\[|\]$/g, "")) > 0
        ? {
            says: `${quoted(shown)} is a link to an IP address`,
            fix: "Write the domain of your business instead of the address.",
          }
        : undefined,
    ),
});
