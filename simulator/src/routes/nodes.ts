import { invalidParameter, unknownObject, unknownPath } from "../graph/error";
import { parseFields, selectFields, type NodeShape } from "../graph/fields";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import { isList, parseIfJson, type Json, type JsonObject } from "../json";
import type { SimulatorContext } from "../state/simulator-context";
import { listAds, listCreatives } from "./ad-lists";
import { listAdSets, readAdSet } from "./ad-sets";
import { readAd, readCreative } from "./ads";
import { getAdAccount, canReach, getWaba } from "./access";
import { createEdges } from "./edges";
import { adAccountFields, appFields, pageFields, phoneNumberFields, userFields, wabaFields } from "./node-fields";
import { listSequences, readSequence } from "./sequences";

export type NodeKind =
  "sequence" | "waba" | "app" | "creative" | "ad-set" | "ad" | "ad-account" | "page" | "phone-number" | "user";

/** Returns the kind of an id; undefined for an unknown id. */
export function kindOf(context: SimulatorContext, id: string): NodeKind | undefined {
  const { store } = context;
  if (store.sequences.get(id) !== undefined) return "sequence";
  if (store.wabas.get(id) !== undefined) return "waba";
  if (store.apps.get(id) !== undefined) return "app";
  if (store.creatives.get(id) !== undefined) return "creative";
  if (store.adSets.get(id) !== undefined) return "ad-set";
  if (store.ads.get(id) !== undefined) return "ad";
  if (id.startsWith("act_") && store.adAccounts.get(id.slice("act_".length)) !== undefined) return "ad-account";
  if (store.pages.get(id) !== undefined) return "page";
  if (store.phoneNumbers.get(id) !== undefined) return "phone-number";
  return store.tokens.all().some((token) => token.userId === id) ? "user" : undefined;
}

type NodeReader = (context: SimulatorContext, request: GraphRequest, id: string) => JsonObject;

export const nodeReaders: Readonly<Record<NodeKind, NodeReader>> = {
  sequence: readSequence,
  waba: readWaba,
  app: readApp,
  creative: readCreative,
  "ad-set": readAdSet,
  ad: readAd,
  "ad-account": readAdAccount,
  page: readPage,
  "phone-number": readPhoneNumber,
  user: readUser,
};

export function readNode(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  const kind = kindOf(context, id);
  if (kind === undefined) throw unknownObject(request.method, id);
  return nodeReaders[kind](context, request, id);
}

/** Answers `GET /?ids=1,2`, while Meta offers it, with nodes by id. As on Graph, one unreadable id fails the request. */
export function readByIds(context: SimulatorContext, request: GraphRequest): GraphAnswer {
  const ids = readIds(parseIfJson(request.params["ids"]));
  if (ids.length === 0) throw unknownPath("/");
  if (ids.length > 50) throw invalidParameter("Too many IDs. Maximum: 50. Provided: " + String(ids.length) + ".");
  return ok(Object.fromEntries(ids.map((id) => [id, readNode(context, request, id)])));
}

function readIds(value: Json | undefined): readonly string[] {
  const items = isList(value) ? value.map(String) : typeof value === "string" ? value.split(",") : [];
  return [...new Set(items.map((item) => item.trim()).filter((item) => item !== ""))];
}

function readApp(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  const app = context.store.apps.get(id);
  if (app === undefined) throw unknownObject(request.method, id);
  const link = `https://www.facebook.com/games/?app_id=${app.id}`;
  const full = { category: "Business and Pages", link, name: app.name, id: app.id };
  return selectNodeFields(request, full, {
    ...createShape("Application", appFields),
    byDefault: ["category", "link", "name"],
  });
}

function readWaba(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  const waba = getWaba(context, request, id);
  const full = { id, name: waba.name, currency: "USD", timezone_id: "1", message_template_namespace: `fake_${id}` };
  const edges = createEdges(context, request, id, { welcome_message_sequences: listSequences });
  const byDefault = ["name", "currency", "timezone_id", "message_template_namespace"];
  return selectNodeFields(request, full, { ...createShape("WhatsAppBusinessAccount", wabaFields), byDefault, edges });
}

function readAdAccount(context: SimulatorContext, request: GraphRequest, name: string): JsonObject {
  const account = getAdAccount(context, request, name);
  const full = { id: name, account_id: account.id, name: account.name };
  const edges = createEdges(context, request, name, { ads: listAds, adcreatives: listCreatives, adsets: listAdSets });
  return selectNodeFields(request, full, {
    ...createShape("AdAccount", adAccountFields),
    byDefault: ["account_id"],
    edges,
  });
}

function readPage(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  const full = { id, name: context.store.pages.get(id)?.name ?? "" };
  return selectNodeFields(request, full, createShape("Page", pageFields));
}

function readPhoneNumber(context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  const phone = context.store.phoneNumbers.get(id);
  if (phone === undefined || !canReach(request.token.wabaIds, phone.wabaId)) throw unknownObject(request.method, id);
  getWaba(context, request, phone.wabaId);
  const full = { id, display_phone_number: phone.displayPhoneNumber };
  const shape = createShape("WhatsAppBusinessPhoneNumber", phoneNumberFields);
  return selectNodeFields(request, full, { ...shape, byDefault: ["display_phone_number"] });
}

function readUser(_context: SimulatorContext, request: GraphRequest, id: string): JsonObject {
  if (id !== request.token.userId) throw unknownObject(request.method, id);
  return selectNodeFields(request, { id, name: "Simulated System User" }, createShape("User", userFields));
}

function createShape(typeName: string, known: ReadonlySet<string>): NodeShape {
  return { typeName, known, byDefault: ["name"], always: ["id"] };
}

function selectNodeFields(request: GraphRequest, full: JsonObject, shape: NodeShape): JsonObject {
  return selectFields(full, shape, parseFields(request.params["fields"]));
}
