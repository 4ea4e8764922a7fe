import { z } from "zod";
import { quoted } from "../finding";
import { craftOn } from "./basis";
import { isUnder, linkFindings } from "./link-findings";
import { contentRule } from "./rule";

const chats = new Set(["wa.me", "api.whatsapp.com", "chat.whatsapp.com", "web.whatsapp.com", "wa.link"]);

/** Links to a catalogue and to a product, which open it in the chat. */
function opensCatalogue(host: string, path: string): boolean {
  return host === "wa.me" && /^\/[cp]\//.test(path);
}

export const noChatLinks = contentRule({
  id: "whatsapp-no-chat-links",
  description: "No link opens a WhatsApp chat: the person is in one already.",
  severity: "low",
  basis: craftOn("Whoever reads the greeting is in the chat; a link to another one loses the ad they came from"),
  steps: "Take the link out, or ask people to answer here.",
  options: z.strictObject({}),
  check: () => (content) =>
    linkFindings(content, ({ scheme, host, path, shown }) =>
      scheme === "whatsapp:" || (isUnder(host, chats) && !opensCatalogue(host, path))
        ? {
            says: `${quoted(shown)} opens a WhatsApp chat, and the person is in one already`,
            fix: "Take the link out, or ask people to answer here.",
          }
        : undefined,
    ),
});
