import { approvedContent } from "./approved-content";
import { balancedFormatting } from "./balanced-formatting";
import { brandWords } from "./brand-words";
import { distinctIceBreakers } from "./distinct-ice-breakers";
import { freezeWindow } from "./freeze-window";
import { httpsLinks } from "./https-links";
import { linkDomains } from "./link-domains";
import { maxLinks } from "./max-links";
import { maxSequences } from "./max-sequences";
import { naming } from "./naming";
import { nfc } from "./nfc";
import { noChatLinks } from "./no-chat-links";
import { noHiddenCharacters } from "./no-hidden-characters";
import { noImpersonation } from "./no-impersonation";
import { noIpLinks } from "./no-ip-links";
import { noLinkShorteners } from "./no-link-shorteners";
import { noMixedScripts } from "./no-mixed-scripts";
import { noPlaceholders } from "./no-placeholders";
import { noSecrets } from "./no-secrets";
import { noSensitiveData } from "./no-sensitive-data";
import { noSensitiveRequests } from "./no-sensitive-requests";
import { noShouting } from "./no-shouting";
import { noThreats } from "./no-threats";
import { orderExpiry } from "./order-expiry";
import { orderMaxTotal } from "./order-max-total";
import { orderPaymentLinkDomains } from "./order-payment-link-domains";
import { orderPixKeyKinds } from "./order-pix-key-kinds";
import { pathToPerson } from "./path-to-person";
import { plainIceBreakers } from "./plain-ice-breakers";
import { protectInUse } from "./protect-in-use";
import { requiredLanguage } from "./required-language";
import { restrictedSenders } from "./restricted-senders";
import { restrictedTrades } from "./restricted-trades";
import { textLength } from "./text-length";
import { tidyEnds } from "./tidy-ends";
import { uniqueContent } from "./unique-content";

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
  tidyEnds,
  nfc,
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
const orderRules = [orderMaxTotal, orderPixKeyKinds, orderPaymentLinkDomains, orderExpiry] as const;

/** All rules, in the order in which they are documented. */
export const rules = [...sequenceRules, ...orderRules] as const;

export type AnyRule = (typeof rules)[number];
export type RuleId = AnyRule["id"];
