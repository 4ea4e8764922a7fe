import { missingScope, unknownObject } from "../graph/error";
import type { GraphRequest } from "../graph/request";
import { messageFailure } from "../messages/message-error";
import type { Ad, AdAccount, AdSet, Creative, PhoneNumber, Reach, Token, Waba } from "../state/entities";
import type { SimulatorContext } from "../state/simulator-context";

export const managementScope = "whatsapp_business_management";
const messagingScope = "whatsapp_business_messaging";
const adsScope = "ads_management";

export function requireScope(token: Token, ...anyOf: readonly [string, ...string[]]): void {
  if (!anyOf.some((scope) => token.scopes.includes(scope))) throw missingScope(anyOf[0]);
}

export function canReach(reach: Reach, id: string): boolean {
  return reach === "all" || reach.includes(id);
}

export function getWaba(context: SimulatorContext, request: GraphRequest, id: string): Waba {
  const waba = context.store.wabas.get(id);
  if (waba === undefined || !canReach(request.token.wabaIds, id)) throw unknownObject(request.method, id);
  requireScope(request.token, managementScope);
  return waba;
}

/** Returns the sending number. A token with view access cannot send. */
export function getSender(context: SimulatorContext, request: GraphRequest, id: string): PhoneNumber {
  const phone = context.store.phoneNumbers.get(id);
  if (phone === undefined || !canReach(request.token.wabaIds, phone.wabaId)) throw unknownObject(request.method, id);
  requireScope(request.token, messagingScope);
  if (request.token.access === "view") {
    throw messageFailure({
      code: 131005,
      details: `The token has view access to the account ${phone.wabaId} and cannot send messages`,
    });
  }
  return phone;
}

export function getAdAccount(context: SimulatorContext, request: GraphRequest, name: string): AdAccount {
  const id = name.replace(/^act_/, "");
  const account = name.startsWith("act_") ? context.store.adAccounts.get(id) : undefined;
  if (account === undefined || !canReach(request.token.adAccountIds, id)) throw unknownObject(request.method, name);
  if (request.method === "GET") requireScope(request.token, adsScope, "ads_read");
  else requireScope(request.token, adsScope);
  return account;
}

export function getAd(context: SimulatorContext, request: GraphRequest, id: string): Ad {
  const ad = context.store.ads.get(id);
  if (ad === undefined) throw unknownObject(request.method, id);
  getAdAccount(context, request, `act_${ad.adAccountId}`);
  return ad;
}

export function getAdSet(context: SimulatorContext, request: GraphRequest, id: string): AdSet {
  const adSet = context.store.adSets.get(id);
  if (adSet === undefined) throw unknownObject(request.method, id);
  getAdAccount(context, request, `act_${adSet.adAccountId}`);
  return adSet;
}

/** Returns a creative. A deleted creative can only be read. */
export function getCreative(context: SimulatorContext, request: GraphRequest, id: string): Creative {
  const creative = context.store.creatives.get(id);
  const showsDeleted = request.method === "GET" && context.behaviour.deletedCreative === "status";
  const isGone = creative?.status === "DELETED" && !showsDeleted;
  if (creative === undefined || isGone) throw unknownObject(request.method, id);
  getAdAccount(context, request, `act_${creative.adAccountId}`);
  return creative;
}
