import type { GraphError } from "../client/graph-error";
import type { ErrorKind } from "../schema/error-codes";
import { whereToSet, type WhereToSet } from "../schema/settings";
import type { Deed } from "./deed";

type Advice = Readonly<Partial<Record<ErrorKind, string>>>;

/** What the reader is to do about a refusal. */
export function adviceAbout({ meaning: { kind, advice } }: GraphError, deed: Deed): string {
  return (
    { ...common(deed), ...aboutResource(deed) }[kind] ??
    (deed.resource === "order" || isOfPlatform.has(kind)
      ? advice
      : "See Meta's documentation of this code, correct the cause and run again.")
  );
}

/** Kinds whose advice fits every call, not sends alone. */
const isOfPlatform: ReadonlySet<ErrorKind> = new Set(["app-secret", "api-version"]);

export function whereIn(deed: Deed): WhereToSet {
  return deed.whereToSet ?? whereToSet;
}

function common(deed: Deed): Advice {
  return {
    credentials: `Set a valid token with ${whereIn(deed)("accessToken")}${tokenInState(deed)}.`,
    "missing-parameter": "Report it to pulumi-whatsapp's issues: every parameter is sent.",
    "not-available-yet": "Wait a day or two, as Meta says, and run again; nothing was changed.",
    "no-graph-error":
      "Something else may have answered in Meta's place: check the network and whatsapp:baseUrl, then run again.",
    blocked:
      "Look at the account's quality and policy pages in Meta's Business Manager; repeating the call does not help.",
  };
}

function tokenInState({ verb }: Deed): string {
  return verb === "list"
    ? ""
    : "; refresh and destroy use the token stored in the state unless WHATSAPP_ACCESS_TOKEN is set or --run-program is given";
}

function aboutResource(deed: Deed): Advice {
  switch (deed.resource) {
    case "sequence":
      return {
        permission: `Grant the app whatsapp_business_management and give the token's user access to account ${deed.wabaId}.`,
        "no-such-object": `Check that ${deed.wabaId} is the WhatsApp Business Account id (not a phone number id) and that the token may see it; set it with ${whereIn(deed)("wabaId")}.`,
        "invalid-data": "Correct the text, autofill message or ice breakers as Meta says and run again.",
        "create-failed": `Check that the token has whatsapp_business_management for account ${deed.wabaId}, then run again.`,
        "update-failed": "Check the sequence's fields and the token's permission for the account, then run again.",
        "not-loadable":
          "Either it does not exist or the token may not see it: run `pulumi refresh` with the token of the app that made it, then run again.",
      };
    case "ad creative":
      return {
        permission: `Grant the app ads_management and give the token's user access to ad account ${deed.adAccountId} and to the page.`,
        "no-such-object": `Check that ${deed.adAccountId} is the ad account id and that the token may see it and what the creative names; set it with ${whereIn(deed)("adAccountId")}.`,
        invalid:
          deed.verb === "delete"
            ? "If an ad still holds it, point that ad at another creative, then run again; later runs delete it. With retainOnDelete it stays."
            : "Correct objectStorySpec, assetFeedSpec or the sequence id as Meta says and run again.",
      };
    case "attachment":
      return {
        permission: `Grant the app ads_management and give the token's user access to the ad account of ad ${deed.adId}.`,
        "no-such-object": `Check that ${deed.adId} is the id of an ad (not of an ad set or a creative) and that the token may see it.`,
        invalid:
          "Check that the ad is not archived or deleted, and that the creative exists in the ad's own ad account, then run again.",
      };
    case "order":
      return {
        "no-such-object": `Check that ${deed.phoneNumberId} is the id of a phone number (not the number itself) and that the token may see it; set it with ${whereIn(deed)("phoneNumberId")}.`,
      };
    default:
      return deed satisfies never;
  }
}
