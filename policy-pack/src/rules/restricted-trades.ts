import { z } from "zod";
import { placesOf } from "../content";
import { firstTold, quoted } from "../finding";
import { harmless, tradeIds, trades, type Trade } from "../lexicons/trades-services";
import { after, before, isDenied, isNamed } from "../text/context";
import { folded, type Folded } from "../text/folded";
import { finder, ofAllLanguages, type Hit } from "../text/phrases";
import { messagingPolicyOn } from "./basis";
import { contentRule } from "./rule";

const tradesIn = finder<Trade | "harmless">([
  ...tradeIds.flatMap((trade) => ofAllLanguages(trades[trade]).map((phrase) => [phrase, trade] as const)),
  ...ofAllLanguages(harmless).map((phrase) => [phrase, "harmless"] as const),
]);

// "Alcohol-free", "no se permiten", "são proibidas".
export const refused =
  /^ (?:(?:are |is |not |nao |no |esta |estao |estan |sao |son |e |se )*)(?:free|allowed|permitted|permitid[oa]s?|permite[mn]?|permiten|proibid[oa]s?|prohibid[oa]s?|prohibited|banned|forbidden)\b/;
// A currency that is taken as payment is not traded.
export const paid = /\b(?:aceitamos|aceptamos|accept|pague (?:com|em)|paga con|pay (?:with|in))(?: [a-z0-9~]+)? $/;

function isTraded(text: Folded, hit: Hit<Trade | "harmless">): hit is Hit<Trade> {
  return (
    hit.means !== "harmless" &&
    !isDenied(text, hit) &&
    !refused.test(after(text, hit)) &&
    !isNamed(text, hit) &&
    !(hit.means === "currency" && paid.test(before(text, hit)))
  );
}

export const restrictedTrades = contentRule({
  id: "whatsapp-restricted-trades",
  description: "No text offers goods or services that Meta restricts on WhatsApp.",
  severity: "medium",
  basis: messagingPolicyOn(
    "Prohibited organizations and use: buying, selling, promoting, or otherwise facilitating the exchange of certain regulated or restricted goods and services",
  ),
  steps:
    "Take the offer out of the message, or, where Meta allows your business this trade in your country, name it in the option allowTrades.",
  languages: ["pt", "es", "en"],
  options: z.strictObject({
    allowTrades: z
      .array(z.enum(tradeIds))
      .default([])
      .describe(
        `Trades that your business may name, because Meta allows them to it; default none. Each one of: ${tradeIds.join(", ")}.`,
      ),
  }),
  check: ({ allowTrades }) => {
    const allowed = new Set<Trade>(allowTrades);
    return (content) =>
      placesOf(content).flatMap(({ path, text: original }) => {
        const text = folded(original);
        const found = tradesIn(text).filter((hit) => isTraded(text, hit) && !allowed.has(hit.means));
        return firstTold(found, (hit) => {
          const span = text.spanOf(hit);
          const piece = quoted(original.slice(span.start, span.end));
          return {
            path,
            span,
            says: `${piece} belongs to a trade that Meta restricts (${hit.means})`,
            fix: "Leave it out, or allow this trade by the option allowTrades if Meta allows it to your business.",
          };
        });
      });
  },
});
