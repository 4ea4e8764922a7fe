import { z } from "zod";
import { quoted } from "../finding";
import { templateGuidelinesOn } from "./basis";
import { isUnder, linkFindings } from "./link-findings";
import { contentRule } from "./rule";

/**
 * Services that lead anywhere for anyone. The short domains of one service that lead to itself alone (maps.app.goo.gl, youtu.be, forms.gle)
 * are none: people see where they will arrive.
 */
const shorteners = [
  // Named in Meta's guidelines.
  ["bit.ly", "tinyurl.com", "goo.gl"],
  // Of social networks and mail services, for any address.
  ["t.co", "lnkd.in", "ow.ly", "buff.ly", "trib.al", "dlvr.it", "hubs.ly", "hubs.la", "mailchi.mp"],
  // International ones.
  [
    "bitly.com",
    "j.mp",
    "is.gd",
    "v.gd",
    "cutt.ly",
    "rebrand.ly",
    "shorturl.at",
    "rb.gy",
    "tiny.cc",
    "s.id",
    "l1nk.dev",
  ],
  ["t.ly", "t2m.io", "bl.ink", "short.io", "short.gy", "shrtco.de", "soo.gd", "adf.ly", "bc.vc", "clck.ru", "qr.ae"],
  ["tny.im", "urlz.fr", "x.gd", "da.gd", "u.to", "shorte.st", "snip.ly", "surl.li", "n9.cl", "acortar.link", "goo.su"],
  ["tr.ee", "linkly.link", "dub.sh", "kutt.it", "1url.cz", "2u.pw", "n.pr", "snipurl.com", "tinyurl.is", "l.ead.me"],
  // Brazilian ones.
  [
    "encurtador.com.br",
    "abre.ai",
    "encr.pw",
    "l1nq.com",
    "encurta.net",
    "abrir.link",
    "bityli.com",
    "me2.do",
    "migre.me",
  ],
].flat();

/** Google's own links to places and forms kept the old domain. */
function leadsToItself(host: string, path: string): boolean {
  return host === "maps.app.goo.gl" || (host === "goo.gl" && /^\/(?:maps|forms)\//.test(path));
}

export const noLinkShorteners = contentRule({
  id: "whatsapp-no-link-shorteners",
  description: "No link is shortened: people see the domain that they will arrive at.",
  severity: "high",
  basis: templateGuidelinesOn("Do not use shortened links; the domain of a link should belong to your business"),
  steps: "Write the whole link, on a domain of your business.",
  options: z.strictObject({
    also: z
      .array(z.hostname("must be a domain such as bit.ly, without https:// and path"))
      .default([])
      .describe("Domains of shorteners beyond those that the rule knows, such as a campaign tool's."),
  }),
  check: ({ also }) => {
    const known = new Set([...shorteners, ...also.map((domain) => domain.toLowerCase())]);
    return (content) =>
      linkFindings(content, ({ host, path, shown }) =>
        isUnder(host, known) && !leadsToItself(host, path)
          ? {
              says: `${quoted(shown)} is a shortened link, which hides where it leads`,
              fix: "Write the whole link, on a domain of your business.",
            }
          : undefined,
      );
  },
});
