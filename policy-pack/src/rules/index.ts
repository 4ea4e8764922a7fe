import { balancedFormatting, noShouting } from "./formatting";
import { noHiddenCharacters, noMixedScripts, noSurroundingWhitespace, unicodeNfc } from "./hidden-characters";
import { distinctIceBreakers, plainIceBreakers } from "./ice-breakers";
import { httpsLinks, linkDomains, maxLinks, noChatLinks, noIpLinks, noLinkShorteners } from "./links";
import { orderExpiry } from "./order-expiry";
import { orderMaxTotal, orderPaymentLinkDomains, orderPixKeyKinds } from "./orders";
import { orderPixCodes } from "./pix-codes";
import { approvedContent, freezeWindow, naming } from "./organization";
import { noSecrets, noSensitiveData, pathToPerson } from "./people";
import { noImpersonation } from "./impersonation";
import { noThreats, restrictedSenders, restrictedTrades } from "./restricted-content";
import { noSensitiveRequests } from "./sensitive-requests";
import { maxSequences, protectInUse, uniqueContent } from "./sequences";
import { brandWords, noPlaceholders, requiredLanguage } from "./text";
import { textLength } from "./text-length";

/** Rules about sequences. */
const sequenceRules = [
  noSensitiveRequests,
  noSensitiveData,
  noSecrets,
  noThreats,
  restrictedTrades,
  restrictedSenders,
  noImpersonation,
  pathToPerson,
  noLinkShorteners,
  httpsLinks,
  noIpLinks,
  noChatLinks,
  maxLinks,
  linkDomains,
  noPlaceholders,
  balancedFormatting,
  plainIceBreakers,
  distinctIceBreakers,
  textLength,
  noShouting,
  noSurroundingWhitespace,
  unicodeNfc,
  noHiddenCharacters,
  noMixedScripts,
  uniqueContent,
  protectInUse,
  maxSequences,
  naming,
  brandWords,
  requiredLanguage,
  approvedContent,
  freezeWindow,
] as const;

/** Rules about order messages. */
const orderRules = [orderMaxTotal, orderPixKeyKinds, orderPixCodes, orderPaymentLinkDomains, orderExpiry] as const;

/** All rules in the order of docs/policies.md. */
export const rules = [...sequenceRules, ...orderRules] as const;

export type AnyRule = (typeof rules)[number];
export type RuleId = AnyRule["id"];

const renamedRules: Readonly<Record<string, RuleId>> = {
  "whatsapp-tidy-ends": "whatsapp-no-surrounding-whitespace",
  "whatsapp-nfc": "whatsapp-unicode-nfc",
};

/** Returns the problem with a rule id, or undefined if a rule has it. Names the new id of a renamed rule. */
export function explainUnknownRule(id: string): string | undefined {
  if (rules.some((rule) => rule.id === id)) return undefined;
  const newId = Object.hasOwn(renamedRules, id) ? renamedRules[id] : undefined;
  return newId === undefined
    ? `there is no rule ${JSON.stringify(id)}`
    : `the rule ${JSON.stringify(id)} was renamed to ${JSON.stringify(newId)}; use the new id`;
}
