import { z } from "zod";
import { quoted } from "../finding";
import { craftOn } from "./basis";
import { linkFindings } from "./link-findings";
import { contentRule } from "./rule";

export const httpsLinks = contentRule({
  id: "whatsapp-https-links",
  description: "Links that name a protocol name https.",
  severity: "medium",
  basis: craftOn("What people type after an http link can be read and changed on its way"),
  steps: "Write the link with https://, and look whether the page opens that way.",
  options: z.strictObject({}),
  check: () => (content) =>
    linkFindings(content, ({ scheme, shown }) =>
      scheme === "http:"
        ? {
            says: `${quoted(shown)} is a link without encryption`,
            fix: "Write it with https://, and look whether the page opens that way.",
          }
        : undefined,
    ),
});
